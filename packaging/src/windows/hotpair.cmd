@echo off
rem Starts Hotpair's command line. HOTPAIR_JAVA_HOME, the bundled runtime, or JAVA_HOME: a Java 25.
setlocal
set "home=%~dp0.."
set "java=%HOTPAIR_JAVA_HOME%\bin\java.exe"
if not exist "%java%" set "java=%home%\runtime\bin\java.exe"
if not exist "%java%" set "java=%JAVA_HOME%\bin\java.exe"
if not exist "%java%" (
  echo hotpair: needs a Java 25: set HOTPAIR_JAVA_HOME to its folder 1>&2
  exit /b 3
)
"%java%" -Xms16m -Xmx128m -Xmn8m -XX:SurvivorRatio=4 -XX:MaxDirectMemorySize=256m -Xss512k -XX:+UseSerialGC -XX:TieredStopAtLevel=1 ^
  -XX:+ExitOnOutOfMemoryError %HOTPAIR_JAVA_OPTIONS% -jar "%home%\lib\hotpair-agent.jar" %*
exit /b %ERRORLEVEL%
