# shellcheck shell=sh
# Sourced by the launcher and by the scripts of packaging/: where is a Java 25 or later?

# Prints the major version of the Java in directory $1, or nothing. Reads the release file that
# every JDK and trimmed runtime carries: asking the virtual machine itself would cost 50 ms.
java_major_version() {
  if [ -r "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
  fi
}

# Succeeds if directory $1 holds a Java 25 or later with the program bin/$2.
java_usable() {
  [ -x "$1/bin/$2" ] || return 1
  java_version=$(java_major_version "$1")
  [ -n "$java_version" ] && [ "$java_version" -ge 25 ]
}

# Sets java_home to a Java that has the program $1 (java, or javac to build with). The first of
# these counts: HOTPAIR_JAVA_HOME, JAVA_HOME, the bundled runtime $2, the usual places.
# Returns 3, having said what would help, if there is none.
find_java() {
  if [ -n "${HOTPAIR_JAVA_HOME:-}" ]; then
    if java_usable "$HOTPAIR_JAVA_HOME" "$1"; then
      java_home=$HOTPAIR_JAVA_HOME
      return 0
    fi
    echo "hotpair: HOTPAIR_JAVA_HOME is $HOTPAIR_JAVA_HOME, but bin/$1 of a Java 25 or later is not there" >&2
    return 3
  fi
  for java_home in "${JAVA_HOME:-}" "${2:-}" /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk*; do
    if [ -n "$java_home" ] && java_usable "$java_home" "$1"; then
      return 0
    fi
  done
  java_home=
  if [ "$1" = java ]; then
    java_debian=openjdk-25-jre-headless java_temurin=temurin-25-jre java_fedora=java-25-openjdk-headless
  else
    java_debian=openjdk-25-jdk-headless java_temurin=temurin-25-jdk java_fedora=java-25-openjdk-devel
  fi
  cat >&2 <<EOF
hotpair: needs bin/$1 of Java 25 or later; none in JAVA_HOME, /usr/lib/jvm, /usr/java or /opt.
One of these helps:
  - Debian 14 or later, Ubuntu 24.04 or later: apt-get install $java_debian
  - Debian 12 and 13: $java_temurin from Eclipse Adoptium's apt repository
  - Fedora, RHEL and relatives: dnf install $java_fedora
  - anywhere: unpack a JDK 25 archive of any vendor and set HOTPAIR_JAVA_HOME to its directory
EOF
  return 3
}
