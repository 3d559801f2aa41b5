# Looks at the disks with a unique id, and takes them offline, which Windows keeps: after a boot they
# are offline still. What the volumes hold back is written first, as far as they let that be done.
function Run {
  $disks = @(Get-Disk | Where-Object { ([string]$_.UniqueId).Trim() -eq $given.UniqueId })
  if ($given.Verb -eq 'offline') {
    foreach ($disk in $disks) {
      if (-not $disk.IsOffline) {
        try {
          Get-Partition -DiskNumber $disk.Number | Get-Volume | Write-VolumeCache
        } catch {
          Write-Verbose "not written back"
        }
        Set-Disk -Number $disk.Number -IsOffline $true
      }
    }
  }
  $disks | Update-Disk
  @{
    Disks = @(
      Get-Disk | Where-Object { ([string]$_.UniqueId).Trim() -eq $given.UniqueId } | ForEach-Object {
        $number = $_.Number
        $partitions = @()
        if (-not $_.IsOffline) {
          $partitions = @(
            Get-Partition | Where-Object { $_.DiskNumber -eq $number } | ForEach-Object {
              @{
                PartitionNumber = [int]$_.PartitionNumber
                AccessPaths = @($_.AccessPaths | Where-Object { $_ } | ForEach-Object { [string]$_ })
              }
            }
          )
        }
        @{
          Number = [int]$number
          UniqueId = [string]$_.UniqueId
          IsOffline = [bool]$_.IsOffline
          OfflineReason = [int](Raw $_ 'OfflineReason')
          IsReadOnly = [bool]$_.IsReadOnly
          IsSystem = [bool]$_.IsSystem
          IsBoot = [bool]$_.IsBoot
          IsClustered = [bool]$_.IsClustered
          Partitions = $partitions
        }
      }
    )
  }
}
