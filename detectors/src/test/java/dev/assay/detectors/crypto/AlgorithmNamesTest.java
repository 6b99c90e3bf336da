package dev.assay.detectors.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import javax.net.ssl.SSLContext;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of libraries, among them every one that this JDK has, are read as what they are. */
class AlgorithmNamesTest {
    private static final Set<String> SERVICES = Set.of(
            "AlgorithmParameterGenerator",
            "AlgorithmParameters",
            "Cipher",
            "KDF",
            "KEM",
            "KeyAgreement",
            "KeyFactory",
            "KeyGenerator",
            "KeyPairGenerator",
            "Mac",
            "MessageDigest",
            "SSLContext",
            "SecretKeyFactory",
            "SecureRandom",
            "Signature");

    private static String read(String name) {
        NamedAlgorithm named = AlgorithmNames.all().read(name);
        StringBuilder text = new StringBuilder(named.isKnown() ? "" : "? ").append(named.algorithm());
        named.parameters()
                .forEach(
                        (key, value) -> text.append(' ').append(key).append('=').append(value));
        return text.toString();
    }

    @Test
    void everyAlgorithmOfTheJdkIsKnown() {
        List<String> unknown = new ArrayList<>();
        int known = 0;
        for (Provider provider : Security.getProviders()) {
            if (!provider.getClass().getModule().isNamed()) {
                continue; // registered by another test that runs beside this one
            }
            for (Provider.Service service : provider.getServices()) {
                String name = service.getAlgorithm();
                if (!SERVICES.contains(service.getType()) || name.equals("Default")) {
                    continue;
                }
                if (AlgorithmNames.all().read(name).isKnown()) {
                    known++;
                } else {
                    unknown.add(service.getType() + " " + name);
                }
            }
        }
        assertThat(unknown).isEmpty();
        assertThat(known).isGreaterThan(150);
    }

    @Test
    void everySuiteOfTheJdkIsReadInItsParts() throws NoSuchAlgorithmException {
        List<String> unknown = new ArrayList<>();
        for (String name : SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites()) {
            boolean isRead = AlgorithmNames.all().suite(name).isPresent();
            if (!isRead && !name.endsWith("_SCSV")) { // a signal, no suite
                unknown.add(name);
            }
        }
        assertThat(unknown).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "SHA256withRSA > RSA hash=SHA-256 padding=PKCS1-v1.5",
                "SHA256withRSAandMGF1 > RSA hash=SHA-256 padding=PSS",
                "SHA512withECDSA > ECDSA hash=SHA-512",
                "SHA512/256withRSA > RSA hash=SHA-512/256 padding=PKCS1-v1.5",
                "NONEwithDSA > DSA hash=none",
                "ecdsa-with-SHA256 > ECDSA hash=SHA-256",
                "sha256WithRSAEncryption > RSA hash=SHA-256 padding=PKCS1-v1.5",
                "RSA-SHA256 > RSA hash=SHA-256 padding=PKCS1-v1.5",
                "RSASSA-PSS > RSA padding=PSS",
                "PBEWithMD5AndDES > DES hash=MD5 kdf=PBKDF1 mode=CBC",
                "PBEWithHmacSHA256AndAES_256 > AES hash=SHA-256 kdf=PBKDF2 keyBits=256 mode=CBC",
                "PBEWITHSHAAND3-KEYTRIPLEDES-CBC > 3DES hash=SHA-1 kdf=PKCS12-KDF keyBits=168 mode=CBC",
                "PBKDF2WithHmacSHA256 > PBKDF2 hash=SHA-256",
                "HmacSHA1 > HMAC hash=SHA-1",
                "HMAC-512 > HMAC hash=SHA-512",
                "sk-ssh-ed25519-cert-v01@openssh.com > Ed25519",
                "2.16.840.1.101.3.4.1.46 > AES keyBits=256 mode=GCM",
                "1.2.643.7.1.1.3.2 > GOST-R-34.10-2012 hash=Streebog-256",
                "1.3.6.1.4.1.22554.5.9.1 > HQC",
                "HMAC256 > HMAC hash=SHA-256",
                "HmacPBESHA256 > HMAC hash=SHA-256 kdf=PKCS12-KDF",
                "HMAC-MD5.SIG-ALG.REG.INT > HMAC hash=MD5",
                "hmac-sha2-512-etm@openssh.com > HMAC hash=SHA-512",
                "AES/CBC/PKCS5Padding > AES mode=CBC padding=PKCS7",
                "AES_128/GCM/NoPadding > AES keyBits=128 mode=GCM padding=none",
                "AES/${mode}/NoPadding > AES mode=? padding=none",
                "AES/OFB32/NoPadding > AES mode=OFB padding=none",
                "RSA/ECB/PKCS1Padding > RSA padding=PKCS1-v1.5",
                "RSA/ECB/OAEPWithSHA-256AndMGF1Padding > RSA hash=SHA-256 padding=OAEP",
                "aes-256-gcm > AES keyBits=256 mode=GCM",
                "id-aes128-CBC > AES keyBits=128 mode=CBC",
                "aes-128-cbc-hmac-sha256 > AES hash=SHA-256 keyBits=128 mode=CBC-HMAC",
                "des-ede3-cbc > 3DES keyBits=168 mode=CBC",
                "camellia-256-cfb8 > Camellia keyBits=256 mode=CFB",
                "rc4-40 > RC4 keyBits=40",
                "chacha20-poly1305@openssh.com > ChaCha20-Poly1305 keyBits=256",
                "ssh-rsa > RSA hash=SHA-1 padding=PKCS1-v1.5",
                "rsa-sha2-256 > RSA hash=SHA-256 padding=PKCS1-v1.5",
                "ecdsa-sha2-nistp256 > ECDSA curve=P-256 hash=SHA-256",
                "diffie-hellman-group14-sha1 > DH hash=SHA-1 keyBits=2048",
                "curve25519-sha256@libssh.org > X25519 hash=SHA-256",
                "mlkem768x25519-sha256 > X25519MLKEM768 hash=SHA-256",
                "RS256 > RSA hash=SHA-256 padding=PKCS1-v1.5",
                "PS512 > RSA hash=SHA-512 padding=PSS",
                "ES256K > ECDSA curve=secp256k1 hash=SHA-256",
                "A128GCM > AES keyBits=128 mode=GCM",
                "A256CBC-HS512 > AES hash=SHA-512 keyBits=256 mode=CBC-HMAC",
                "RSA-OAEP-256 > RSA hash=SHA-256 padding=OAEP",
                "secp256r1 > EC curve=P-256",
                "prime256v1 > EC curve=P-256",
                "P-256 > EC curve=P-256",
                "brainpoolP384r1 > EC curve=brainpoolP384r1",
                "SHA3_256 > SHA3-256",
                "sha > SHA-1",
                "SHA-512/256 > SHA-512/256",
                "Kyber-768 > ML-KEM-768",
                "SLH-DSA-SHAKE-256f > SLH-DSA-SHAKE-256f",
                "MLDSA44-RSA2048-PSS-SHA256 > ML-DSA-44 hash=SHA-256 keyBits=2048 padding=PSS with=RSA",
                "1.2.840.113549.1.1.1 > RSA",
                "TLSv1.2 > TLSv1.2",
                "SSLv3 > SSLv3",
            })
    void saysWhatANameIsOf(String name, String algorithm) {
        assertThat(read(name)).isEqualTo(algorithm);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "TLS_RSA_WITH_3DES_EDE_CBC_SHA > authentication=RSA cipher=3DES ephemeral=no hash=SHA-1 keyBits=168 keyExchange=RSA mode=CBC",
                "ECDHE-RSA-AES128-GCM-SHA256 > authentication=RSA cipher=AES ephemeral=yes hash=SHA-256 keyBits=128 keyExchange=ECDH mode=GCM",
                "TLS_AES_256_GCM_SHA384 > cipher=AES hash=SHA-384 keyBits=256 mode=GCM",
                "TLS_DH_anon_WITH_AES_128_CBC_SHA > authentication=none cipher=AES ephemeral=yes hash=SHA-1 keyBits=128 keyExchange=DH mode=CBC",
                "EXP-RC4-MD5 > authentication=RSA cipher=RC4 ephemeral=no export=yes hash=MD5 keyExchange=RSA",
                "NULL-SHA > authentication=RSA cipher=NULL ephemeral=no hash=SHA-1 keyExchange=RSA",
                "AES128-SHA > authentication=RSA cipher=AES ephemeral=no hash=SHA-1 keyBits=128 keyExchange=RSA mode=CBC",
                "ECDHE-ECDSA-CHACHA20-POLY1305 > authentication=ECDSA cipher=ChaCha20-Poly1305 ephemeral=yes keyExchange=ECDH",
                "DHE-PSK-AES256-CBC-SHA > authentication=PSK cipher=AES ephemeral=yes hash=SHA-1 keyBits=256 keyExchange=PSK mode=CBC",
            })
    void takesASuiteApart(String name, String parts) {
        StringBuilder text = new StringBuilder();
        AlgorithmNames.all()
                .suite(name)
                .orElseThrow()
                .parameters()
                .forEach(
                        (key, value) -> text.append(' ').append(key).append('=').append(value));
        assertThat(text.toString().strip()).isEqualTo(parts);
    }

    @ParameterizedTest
    @CsvSource({
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, key-agreement ECDH signature RSA cipher AES hash SHA-256",
        "ECDHE-ECDSA-AES128-SHA, key-agreement ECDH signature ECDSA cipher AES hash SHA-1",
        "TLS_RSA_WITH_3DES_EDE_CBC_SHA, encryption RSA cipher 3DES hash SHA-1",
        "TLS_CHACHA20_POLY1305_SHA256, cipher ChaCha20-Poly1305 hash SHA-256",
        "DHE-PSK-AES256-CBC-SHA, cipher AES hash SHA-1"
    })
    void aSuiteTellsItsAlgorithms(String name, String algorithms) {
        StringJoiner text = new StringJoiner(" ");
        AlgorithmNames.all()
                .suite(name)
                .orElseThrow()
                .algorithms()
                .forEach(use -> text.add(use.purpose()).add(use.algorithm()));
        assertThat(text.toString()).isEqualTo(algorithms);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "parsa",
                "hash",
                "mode",
                "key",
                "default",
                "EC2",
                "describe",
                "design",
                "shape",
                "shared",
                "desktop",
                "aesthetic",
                "rsa_public.pem",
                "AES256Crypto",
                "md5sum.txt",
                "withRSA",
                "SHA256with",
                "PBEWithAnd",
                "/",
                "",
                "-",
                "256",
                "TLS_RSA_WITH_",
                "HIGH",
                "tls_config",
                "ecb",
                "CBC"
            })
    void aNameThatMerelyHoldsOneIsUnknown(String name) {
        NamedAlgorithm named = AlgorithmNames.all().read(name);
        assertThat(named.isKnown()).as(named.toString()).isFalse();
        assertThat(named.algorithm()).isEqualTo(name);
        assertThat(named.parameters()).isEmpty();
    }

    @Property
    void anyTextIsReadAndReadAgainTheSame(@ForAll @StringLength(max = 300) String text) {
        NamedAlgorithm named = AlgorithmNames.all().read(text);
        assertThat(AlgorithmNames.all().read(named.algorithm()).algorithm()).isEqualTo(named.algorithm());
    }

    @Test
    void aLongNameIsNotLookedInto() {
        assertThat(AlgorithmNames.all().read("AES-".repeat(1 << 18)).isKnown()).isFalse();
        assertThat(AlgorithmNames.all().read("with".repeat(50)).isKnown()).isFalse();
        assertThat(AlgorithmNames.all().read("a/".repeat(100)).isKnown()).isFalse();
        assertThat(AlgorithmNames.all().suite("ECDHE-".repeat(33)).isPresent()).isFalse();
    }
}
