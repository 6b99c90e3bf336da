#!/bin/sh
# Makes a key and says what was made.
set -eu
bits=3072
openssl genrsa -out key.pem "$bits"
openssl dgst -sha256 -sign key.pem -out sum.sig archive.tar
ssh-keygen -t ed25519 -f deploy -N ''
curl --fail https://sample.example/archive.tar | sha256sum
