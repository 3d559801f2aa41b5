# Adds, removes or looks for an address. It is added to what is active, never to what is stored: after
# a boot nobody has it before the agent says so. All of it is looked through here, by comparison:
# a filter of Get-NetIPAddress would take a missing address for an error.
function Run {
  if ($given.Verb -eq 'add') {
    New-NetIPAddress -IPAddress $given.Address -PrefixLength $given.Prefix `
      -InterfaceAlias $given.Interface -SkipAsSource $false -PolicyStore ActiveStore | Out-Null
  }
  if ($given.Verb -eq 'remove') {
    Get-NetIPAddress -PolicyStore ActiveStore | Where-Object { $_.IPAddress -eq $given.Address } |
      Remove-NetIPAddress -Confirm:$false
  }
  $addresses = @(
    Get-NetIPAddress -PolicyStore ActiveStore | Where-Object { $_.IPAddress -eq $given.Address } |
      ForEach-Object {
        @{
          IPAddress = [string]$_.IPAddress
          InterfaceAlias = [string]$_.InterfaceAlias
          PrefixLength = [int]$_.PrefixLength
          AddressState = [int](Raw $_ 'AddressState')
          SkipAsSource = [bool]$_.SkipAsSource
        }
      }
  )
  if ($given.Verb -ne 'check') {
    return @{ Addresses = $addresses }
  }
  $stored = @(
    Get-NetIPAddress -PolicyStore PersistentStore |
      Where-Object { $_.IPAddress -eq $given.Address }
  )
  $interfaces = @(
    Get-NetIPInterface | ForEach-Object { [string]$_.InterfaceAlias } | Sort-Object -Unique
  )
  @{ Addresses = $addresses; Stored = [int]$stored.Count; Interfaces = $interfaces }
}
