<#
.SYNOPSIS
Installs the agent as the service Hotpair, which starts with the machine. Run as an administrator.
.PARAMETER SiteFile
The site file; its folder also holds the secrets.
.PARAMETER Node
The node's name in the site file, where it is not the computer's name.
#>
param(
  [string]$SiteFile = "$env:ProgramData\Hotpair\site.yaml",
  [string]$Node = ""
)
$ErrorActionPreference = "Stop"
$folder = Split-Path -Parent $PSScriptRoot
$data = "$env:ProgramData\Hotpair"
$service = Join-Path $PSScriptRoot "hotpair-service.exe"
$jvm = $null
foreach ($java in @($env:HOTPAIR_JAVA_HOME, "$folder\runtime", $env:JAVA_HOME)) {
  if ($java -and (Test-Path "$java\bin\server\jvm.dll")) { $jvm = "$java\bin\server\jvm.dll"; break }
}
if (-not $jvm) { throw "needs a Java 25: set HOTPAIR_JAVA_HOME to its folder" }
if (-not (Test-Path $SiteFile)) { throw "$SiteFile is not there; hotpair.cmd init writes one" }

# State and secrets: for the system and administrators only.
New-Item -ItemType Directory -Force "$data\state", "$data\logs" | Out-Null
icacls $data /inheritance:r /grant "*S-1-5-18:(OI)(CI)F" "*S-1-5-32-544:(OI)(CI)F" | Out-Null
if ($LASTEXITCODE -ne 0) { throw "icacls could not protect $data" }

$options = @("--config", $SiteFile, "--state-directory", "$data\state", "--socket", "$data\agent.sock")
if ($Node) { $options += @("--node", $Node) }
& $service install Hotpair --DisplayName="Hotpair hot-standby agent" --Startup=auto `
  --Description="Watches the pairs of this node and takes over" `
  --Jvm="$jvm" --Classpath="$folder\lib\hotpair-agent.jar" `
  --JvmMs=16 --JvmMx=128 `
  ++JvmOptions="-XX:+UseSerialGC" ++JvmOptions="-XX:TieredStopAtLevel=1" `
  ++JvmOptions="-XX:+ExitOnOutOfMemoryError" ++JvmOptions="--enable-native-access=ALL-UNNAMED" `
  --StartMode=jvm --StartClass=io.hotpair.main.HotpairDaemon --StartMethod=start `
  --StartParams=($options -join "#") `
  --StopMode=jvm --StopClass=io.hotpair.main.HotpairDaemon --StopMethod=stop --StopTimeout=1800 `
  --LogPath="$data\logs" --StdOutput=auto --StdError=auto
if ($LASTEXITCODE -ne 0) { throw "the service was not installed: status $LASTEXITCODE" }
# Back at once if it dies: the next life adopts what runs.
sc.exe failure Hotpair reset= 60 actions= restart/500/restart/500/restart/500 | Out-Null
Write-Host "Installed. Start-Service Hotpair starts it."
