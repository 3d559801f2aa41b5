# shellcheck shell=bash disable=SC2034
# Sourced by packaging/packages and the scripts of packaging/dist/, in packaging/: names and places.

packages=$PWD/target/packages
tree=$packages/work/tree

# x86_64 and amd64, or aarch64 and arm64: of the machine that builds, for its own Java is packed.
machine=$(uname -m)
case $machine in
  x86_64) debian_machine=amd64 ;;
  aarch64) debian_machine=arm64 ;;
  *) debian_machine=$machine ;;
esac

# The first of the pom is the project's own; the time is what its jar files carry.
pom_version=$(sed -n 's,^  <version>\(.*\)</version>,\1,p' ../pom.xml | head -n 1)
built=$(sed -n 's,.*<project.build.outputTimestamp>\(.*\)</project.*,\1,p' ../pom.xml)
SOURCE_DATE_EPOCH=$(date -u -d "$built" +%s)
export SOURCE_DATE_EPOCH LC_ALL=C TZ=UTC
# A snapshot is older than its release, for dpkg and rpm.
version=${pom_version%-SNAPSHOT}
[ "$version" = "$pom_version" ] || version=$version~snapshot
umask 022

# needs PACKAGE PROGRAM: ends with 3 if PROGRAM is not there.
needs() {
  if ! command -v "$2" >/dev/null; then
    echo "packages: needs $2; on Debian, as root: apt-get install $1" >&2
    exit 3
  fi
}

# The same time for all below $1.
same_time() {
  find "$1" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
}

# The files of the monitoring side, from the tree into $1/usr.
install_monitoring() {
  local to=$1/usr name
  install -d "$to/lib/nagios/plugins" "$to/share/hotpair" "$to/share/snmp/mibs"
  for name in check_hotpair hotpair_switchover submit_hotpair_event; do
    install -m 755 "$tree/nagios-plugins/$name" "$to/lib/nagios/plugins/$name"
  done
  cp -r "$tree/nagios-plugins" "$tree/zabbix-templates" "$tree/doc/monitoring" "$to/share/hotpair"
  for name in check_hotpair hotpair_switchover submit_hotpair_event; do
    ln -sf "../../../lib/nagios/plugins/$name" "$to/share/hotpair/nagios-plugins/$name"
  done
  sed -i "1s,/usr/bin/env python3,/usr/bin/python3," "$to/share/hotpair/zabbix-templates/"{install,switch_over}
  install -m 644 "$tree/mib/HOTPAIR-MIB.txt" "$to/share/snmp/mibs/HOTPAIR-MIB.txt"
}

# The files of a node, from the tree into $1; $2 is where units lie.
install_node() {
  local home=$1/usr/lib/hotpair units=$1$2 etc=$1/etc share=$1/usr/share
  install -d "$home" "$units" "$etc/default" "$1/usr/bin" "$share/bash-completion/completions"
  cp -r "$tree/bin" "$tree/lib" "$tree/runtime" "$home"
  ln -s ../lib/hotpair/bin/hotpair "$1/usr/bin/hotpair"
  install -m 755 src/linux/in-place "$home/lib/in-place"
  install -m 644 src/linux/hotpair.service "$units/hotpair.service"
  install -m 644 src/linux/hotpair.default "$etc/default/hotpair"
  install -d -m 755 "$etc/hotpair"
  install -d -m 700 "$etc/hotpair/secrets"
  install -m 644 "$tree/doc/completion/hotpair" "$share/bash-completion/completions/hotpair"
  install -d "$share/man/man1"
  cp "$tree/doc/man1/"* "$share/man/man1"
  gzip -9n "$share/man/man1/"*
}
