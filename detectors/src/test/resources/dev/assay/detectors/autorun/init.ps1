param($installPath, $toolsPath, $package, $project)

Import-Module (Join-Path $toolsPath 'Sample.psm1') -Force
Write-Host "Sample is installed in $installPath"
