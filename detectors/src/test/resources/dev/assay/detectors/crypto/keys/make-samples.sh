#!/bin/sh
# Makes samples.txt with OpenSSL 3.0, OpenSSH 9.2, GnuPG 2.2. The keys are made to be thrown away and protect nothing. Labels are
# written with '=' instead of '-', so that nobody's search for secrets takes them for real; the tests put the '-' back.
set -e
out=$(realpath "$1"); work=$(mktemp -d); cd "$work"
text() { echo "### $1"; sed 's/^-----/=====/; s/-----$/=====/' "$1"; }
binary() { echo "### $1 base64"; base64 -w 100 "$1"; }
days="-days 36500 -set_serial 4660"
openssl ecparam -name prime256v1 -genkey -out ec.pem
openssl ecparam -name secp256k1 -param_enc explicit -genkey -noout -out explicit.pem
openssl genrsa -traditional -out rsa.pem 1024
openssl pkcs8 -topk8 -in ec.pem -out pbes2.pem -passout pass:throwaway -v2 aes-256-cbc -iter 1000
openssl pkcs8 -topk8 -in ec.pem -out scrypt.pem -passout pass:throwaway -scrypt
openssl pkcs8 -topk8 -in ec.pem -out pbes1.pem -passout pass:throwaway -v1 PBE-SHA1-RC2-40 -provider legacy -provider default
openssl rsa -in rsa.pem -traditional -aes128 -passout pass:throwaway -out legacy.pem
openssl rsa -in rsa.pem -pubout -out spki.pem
openssl rsa -in rsa.pem -RSAPublicKey_out -out pkcs1.pem
openssl genpkey -algorithm ed25519 -out ed25519.pem
openssl genpkey -algorithm x448 -out x448.pem
openssl dhparam -out dh.pem 512
openssl dsaparam -out dsaparam.pem 1024
openssl gendsa -out dsa.pem dsaparam.pem
openssl ecparam -name secp384r1 -genkey -noout -out ca.key
openssl req -x509 -key ca.key -out ca.pem $days -sha384 -subj "/C=DE/O=Throw away/CN=root" -addext keyUsage=critical,keyCertSign,cRLSign
openssl req -new -key rsa.pem -out request.pem -subj /CN=leaf.example
printf 'keyUsage=digitalSignature,keyEncipherment\nextendedKeyUsage=serverAuth,clientAuth\n' > ext
openssl x509 -req -in request.pem -CA ca.pem -CAkey ca.key -sha1 $days -extfile ext -out leaf.pem
cat leaf.pem ca.pem > chain.pem
openssl req -x509 -key rsa.pem -out pss.pem $days -subj /CN=pss -sha256 -sigopt rsa_padding_mode:pss
openssl req -x509 -key rsa.pem -out md5.pem $days -subj /CN=md5 -md5
openssl x509 -in ca.pem -outform der -out certificate.der
touch index; echo 01 > number
printf '[ca]\ndefault_ca=a\n[a]\ndatabase=index\ncrlnumber=number\ndefault_md=sha256\ndefault_crl_days=36500\n' > ca.cnf
openssl ca -gencrl -config ca.cnf -keyfile ca.key -cert ca.pem -out crl.pem
openssl pkcs12 -export -inkey ec.pem -in leaf.pem -nocerts -out modern.p12 -passout pass:throwaway 2> /dev/null || openssl pkcs12 -export -inkey rsa.pem -in leaf.pem -out modern.p12 -passout pass:throwaway
openssl pkcs12 -export -legacy -inkey rsa.pem -in leaf.pem -out legacy.p12 -passout pass:throwaway
openssl pkcs12 -export -keypbe NONE -certpbe NONE -nomac -inkey rsa.pem -in leaf.pem -out open.p12 -passout pass:
openssl crl2pkcs7 -nocrl -certfile chain.pem -out chain.p7b
echo hello > hello
openssl cms -sign -in hello -signer leaf.pem -inkey rsa.pem -md sha512 -outform der -nodetach -out signed.p7s
openssl cms -encrypt -in hello -des3 -outform der -out enveloped.p7m leaf.pem
for name in plain encrypted; do
  pass=$([ $name = plain ] || echo throwaway)
  ssh-keygen -q -t ed25519 -a 30 -N "$pass" -C t -f ssh_$name
done
ssh-keygen -q -t rsa -b 1024 -Z aes128-cbc -N throwaway -C t -f ssh_rsa
ssh-keygen -q -t ecdsa -b 521 -N throwaway -C t -f ssh_ecdsa
ssh-keygen -q -s ssh_plain -I identity -n user -V 20260101000000Z:20300101000000Z -z 7 ssh_ecdsa.pub
export GNUPGHOME="$work/home"; mkdir -m 700 "$GNUPGHOME"
g() { gpg -q --batch --pinentry-mode loopback --faked-system-time 20260101T000000! "$@"; }
g --passphrase throwaway --quick-gen-key e@example.org ed25519 sign 1y
g --passphrase throwaway --quick-add-key $(g --list-keys --with-colons | awk -F: '/^fpr/{print $10; exit}') cv25519 encr
g --passphrase '' --quick-gen-key r@example.org rsa1024 sign never
g --passphrase '' --quick-gen-key d@example.org dsa1024 sign never
g --armor --export > pgp.asc
g --passphrase throwaway --export-secret-keys e@example.org > pgp-secret.gpg
cp "$GNUPGHOME/pubring.kbx" .
g --trust-model always -r e@example.org -o message.gpg -e hello
for f in ec explicit rsa pbes2 scrypt pbes1 legacy spki pkcs1 ed25519 x448 dh dsaparam dsa chain pss md5 request crl; do text $f.pem; done > "$out"
{ text chain.p7b
for f in ssh_plain ssh_encrypted ssh_rsa ssh_ecdsa ssh_plain.pub ssh_rsa.pub ssh_ecdsa.pub ssh_ecdsa-cert.pub pgp.asc; do text $f; done
for f in certificate.der modern.p12 legacy.p12 open.p12 signed.p7s enveloped.p7m pgp-secret.gpg pubring.kbx message.gpg; do binary $f; done; } >> "$out"
gpgconf --kill all; rm -rf "$work"
