# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.

provider "registry.example.org/team/tool" {
  version     = "1.0.0"
  constraints = "~> 1.0"
  hashes = [
    "h1:/9Zgpgo+pztFJ/nxVVEvUhjg2C6mkTn6k0eIKa0JDvA=",
  ]
}

provider "registry.terraform.io/hashicorp/null" {
  version     = "3.2.1"
  constraints = ">= 3.0.0"
  hashes = [
    "h1:Hr2f3yF4F9TEjd4n3m1zEvclpnucMK1DXR0O1i9UN+c=",
  ]
}
