<#
.SYNOPSIS
Removes the service Hotpair; site file, secrets and state stay. Run as an administrator.
What the pairs run here runs on, without protection: they are put into maintenance first.
#>
$ErrorActionPreference = "Stop"
if ((Get-Service Hotpair -ErrorAction SilentlyContinue).Status -eq "Running") {
  & (Join-Path $PSScriptRoot "hotpair.cmd") suspend-all --socket "$env:ProgramData\Hotpair\agent.sock"
  if ($LASTEXITCODE -ne 0) { throw "the pairs were not put into maintenance, so the agent runs on" }
  Stop-Service Hotpair
}
& (Join-Path $PSScriptRoot "hotpair-service.exe") delete Hotpair
if ($LASTEXITCODE -ne 0) { throw "the service was not removed: status $LASTEXITCODE" }
