# What every script here has: it works on $given and answers with one line of JSON, in UTF-8 whatever
# the console's code page is. Numbers instead of words: Windows translates words.
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$WarningPreference = 'SilentlyContinue'
$env:PSModulePath = "$PSHOME\Modules"
$given = $env:HOTPAIR_ARGUMENTS | ConvertFrom-Json

function Answer($answer) {
  $json = ConvertTo-Json -InputObject $answer -Compress -Depth 6
  $bytes = (New-Object System.Text.UTF8Encoding $false).GetBytes("`n" + $json + "`n")
  $output = [Console]::OpenStandardOutput()
  $output.Write($bytes, 0, $bytes.Length)
  $output.Flush()
}

function Flaw($record) {
  @{
    Id = [string]$record.FullyQualifiedErrorId
    Category = [int]$record.CategoryInfo.Category
    HResult = [int]$record.Exception.HResult
    Message = [string]$record.Exception.Message
  }
}

# A property as the provider has it: type data of the modules turns some into words.
function Raw($object, $name) {
  $object.CimInstanceProperties[$name].Value
}
