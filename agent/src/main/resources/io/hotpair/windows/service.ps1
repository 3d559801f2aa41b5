# What the registry says of a service. A failure's actions come as the bytes that they are.
function Run {
  $key = 'HKLM:\SYSTEM\CurrentControlSet\Services\' + $given.Service
  if (-not (Test-Path -LiteralPath $key)) {
    return @{ Exists = $false }
  }
  $values = Get-ItemProperty -LiteralPath $key
  $actions = $null
  if ($values.PSObject.Properties['FailureActions']) {
    $actions = [Convert]::ToBase64String([byte[]]$values.FailureActions)
  }
  $triggers = 0
  if (Test-Path -LiteralPath ($key + '\TriggerInfo')) {
    $triggers = @(Get-ChildItem -LiteralPath ($key + '\TriggerInfo')).Count
  }
  @{ Exists = $true; Start = [int]$values.Start; FailureActions = $actions; Triggers = [int]$triggers }
}
