package dev.assay.detectors.crypto.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys within programs, settings and prose. */
class KeysInTextsTest {
    private static final String KEY = KeySamples.text("rsa.pem");
    private static final String IS_KEY = "key RSA (encryption|signature) {encrypted=no, keyBits=1024, part=private}";
    private static final byte[] CERTIFICATE =
            Objects.requireNonNull(KeySamples.written().get("certificate.der"));

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String base64(String text) {
        return base64(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static String eachLine(String before, String after) {
        return KEY.lines().map(line -> before + line + after).collect(Collectors.joining("\n"));
    }

    /** A compiler takes zeros in a comment, and so many of them must not hide what is behind. */
    @Test
    void aProgramWithZerosIsRead() throws IOException {
        assertThat(KeyFacts.brief(
                        "a.js", "/*" + "\0".repeat(18) + "*/const c=require(\"crypto\"); c.createHash(\"md5\")"))
                .singleElement()
                .asString()
                .startsWith("algorithm md5");
    }

    @Test
    void aCurvesNameIsShort() throws IOException {
        assertThat(KeyFacts.brief(
                        "a.pem", "-----BEGIN EC PARAMETERS-----\nBgUrgQQAHw==\n-----END EC PARAMETERS-----\n"))
                .containsExactly("algorithm EC (key-agreement|signature) {curve=secp192k1, keyBits=192}");
    }

    static Stream<String> texts() {
        return Stream.of(
                KEY,
                KEY.replace("\n", "\r\n"),
                "words\n  " + KEY.replace("\n", "\n  "),
                "{\"key\": \"" + KEY.replace("\n", "\\n") + "\"}",
                "{\"text\": \"{\\\"key\\\": \\\"" + KEY.replace("\n", "\\\\n") + "\\\"}\"}",
                "{\"key\": \"" + KEY.replace("\n", "\\u000a").replace("/", "\\/") + "\"}",
                "KEY=\"" + KEY.replace("\n", "\\n") + "\"",
                "key = `" + KEY + "`",
                "k = (\n" + eachLine("  '", "\\n'") + ")",
                "var k = " + eachLine("\"", "\\n\" +") + " \"\";",
                "var k = [" + eachLine("\"", "\",") + "].join('\\n')",
                eachLine("# ", ""),
                eachLine("// ", ""),
                "/*\n" + eachLine(" * ", "") + "\n*/",
                "+++ b/key\n" + eachLine("+", ""),
                "<key>" + KEY + "</key>",
                "data:\n  tls.key: " + base64(KEY) + "\n  other: x",
                "data:\n  tls.key: " + base64("\n" + KEY),
                "data:\n  tls.key: " + base64("ab" + KEY),
                "data:\n  tls.key: |\n    " + base64(KEY).replaceAll("(.{64})", "$1\n    ") + "\n  b: x",
                "{\"key\": \"" + base64(KEY) + "\"}",
                "{\"key\": \"" + KEY.replace("\n", "") + "\"}",
                "raw: " + KEY.replaceAll("-----.*-----|\n", ""));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void findsAKey(String text) throws IOException {
        assertThat(KeyFacts.brief("a.txt", text)).containsExactly(IS_KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "if (text.startsWith(\"-----BEGIN RSA PRIVATE KEY-----\")) return;",
                "-----BEGIN RSA PRIVATE KEY-----\n<your key>\n-----END RSA PRIVATE KEY-----",
                "-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBaMQswCQYDVQQGEwJJ\n...\n-----END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\nZmFrZSBmYWtlIGZha2UgZmFrZSBmYWtlIGZha2UgZmFrZSBmYWtl\n-----END CERTIFICATE-----",
                "-----BEGIN GEEK CODE BLOCK-----\nMIIB\n-----END GEEK CODE BLOCK-----",
                "-----BEGIN ",
                "-----BEGIN \n-----",
                "MII_ETHERNET and MIIxyz, MIGRATION",
                "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC... user@host",
                "{\"kty\": {\"type\": \"string\"}, \"n\": \"abc\"}",
                "\"kty\"",
                "{\"kty\": \"RSA\", \"n\": \"0vx7...\"}",
                "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUMuLi4KLS0tLS1FTkQ=",
                "PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none\nComment: x\nPublic-Lines: 1\nAAAA\n"
            })
    void whatOnlyMentionsKeysIsSilent(String text) throws IOException {
        assertThat(KeyFacts.of("a.txt", text)).isEmpty();
    }

    @Test
    void saysLineAndColumnOfEach() throws IOException {
        String chain = KeySamples.text("chain.pem");
        long second =
                4 + chain.substring(0, chain.lastIndexOf("-----BEGIN")).lines().count();
        String text = "\u00e4 = 1\nb = \"" + KEY.replace("\n", "\\n") + "\"\n\n" + chain;
        assertThat(KeyFacts.of("a.txt", text))
                .extracting(line -> line.substring(line.lastIndexOf(' ') + 1))
                .containsExactly("2:6", "4:1", second + ":1");
    }

    /** Whatever stands in front moves no key out of sight, nor its line. */
    @ParameterizedTest
    @ValueSource(ints = {1, 100, 126_000, 127_900, 131_000, 131_060, 400_000})
    void findsKeysAcrossTheBordersOfPieces(int lines) throws IOException {
        String front = "x\n".repeat(lines / 2);
        List<String> facts = KeyFacts.of("a.txt", front + KEY + "y\n".repeat(100_000) + KEY);
        assertThat(facts).hasSize(2);
        int line = lines / 2 + 1;
        assertThat(facts.get(0)).endsWith(" " + line + ":1");
        assertThat(facts.get(1)).endsWith(" " + (line + KEY.lines().count() + 100_000) + ":1");
    }

    @Test
    void readsBlocksThatAreLargerThanAPiece() throws IOException {
        String chain = KeySamples.text("chain.pem").repeat(200);
        assertThat(KeyFacts.of("a.yaml", "x: " + base64(chain))).hasSize(400);
    }

    @Test
    void severalInBase64BesideEachOtherAreAllFound() throws IOException {
        String one = base64(CERTIFICATE);
        List<String> facts = KeyFacts.of(
                "a.json",
                "{\"x5c\": [\"" + one + "\", \"" + one + "\"],\n\"more\": \"" + one + "\"}\n" + one + "\n" + one);
        assertThat(facts).hasSize(5).allMatch(fact -> fact.startsWith("certificate EC (certificate) {ca=yes"));
    }

    @Test
    void readsStoresInBase64() throws Exception {
        assertThat(KeyFacts.of(
                        "a.yaml",
                        "a: " + base64(KeySamples.store("JKS")) + "\nb: " + base64(KeySamples.store("PKCS12"))))
                .anyMatch(fact -> fact.contains(" jks/JKS PrivateKeyEntry 1:4"))
                .anyMatch(fact -> fact.contains(" pkcs12/PKCS#12 PKCS8ShroudedKeyBag 2:4"));
    }

    @Test
    void readsKeysOfHostsAndUsers() throws IOException {
        String one = KeySamples.text("ssh_plain.pub").strip();
        String two = KeySamples.text("ssh_rsa.pub").strip();
        assertThat(KeyFacts.brief(
                        "authorized_keys",
                        "# keys\nno-pty,command=\"x y\" " + one + "\n" + two + "\n|1|aa=|bb= " + one))
                .containsExactly(
                        "key Ed25519 (signature) {curve=Ed25519, keyBits=256, part=public}",
                        "key RSA (signature) {keyBits=1024, part=public}",
                        "key Ed25519 (signature) {curve=Ed25519, keyBits=256, part=public}");
    }

    @Test
    void readsJsonWebKeys() throws IOException {
        String rsa = "{\"kty\":\"RSA\",\"use\":\"sig\",\"n\":\"" + "w".repeat(342) + "\",\"e\":\"AQAB\"}";
        String ec = "{\"crv\": \"P-384\", \"x\": \"a\", \"y\": \"b\", \"d\": \"c\", \"kty\": \"EC\"}";
        String okp = "{'kty': 'OKP', 'crv': 'X25519', 'x': 'a'}";
        String oct = "{\\\"kty\\\":\\\"oct\\\",\\\"alg\\\":\\\"HS256\\\",\\\"k\\\":\\\"" + "A".repeat(43) + "\\\"}";
        String akp = "{\"kty\":\"AKP\",\"alg\":\"ML-DSA-65\",\"pub\":\"x\",\"priv\":\"y\"}";
        assertThat(KeyFacts.brief(
                        "k.txt", "{\"keys\":[" + rsa + "," + ec + "," + okp + ",\"" + oct + "\"," + akp + "]}"))
                .containsExactly(
                        "key RSA (signature) {keyBits=2048, part=public}",
                        "key EC (key-agreement|signature) {curve=P-384, encrypted=no, keyBits=384, part=private}",
                        "key X25519 (key-agreement) {curve=X25519, keyBits=256, part=public}",
                        "key HMAC () {alg=HS256, encrypted=no, hash=SHA-256, keyBits=256, part=secret}",
                        "key ML-DSA-65 (signature) {alg=ML-DSA-65, encrypted=no, part=private}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"***", "REDACTED", "string", "<your-secret>", "${JWT_KEY}", "your-secret-here"})
    void aWordInThePlaceOfASecretIsNoJsonWebKey(String word) throws IOException {
        String key = "{\"kty\":\"oct\",\"alg\":\"HS256\",\"k\":\"" + word + "\"}";
        assertThat(KeyFacts.of("k.json", key)).isEmpty();
    }

    @Test
    void aJsonWebKeyHasASizeOnlyWhereThatIsKnown() throws IOException {
        assertThat(KeyFacts.brief("k.json", "{\"kty\":\"oct\",\"alg\":\"HS256\",\"k\":\"c2VjcmV0\"}"))
                .containsExactly("key HMAC () {alg=HS256, encrypted=no, hash=SHA-256, keyBits=48, part=secret}");
        assertThat(KeyFacts.brief("k.json", "{\"kty\":\"oct\",\"alg\":\"HS256\",\"k\":\"my secret! 1\"}"))
                .containsExactly("key HMAC () {alg=HS256, encrypted=no, hash=SHA-256, part=secret}");
        assertThat(KeyFacts.brief("k.json", "{\"kty\":\"EC\",\"crv\":\"P-112\",\"x\":\"a\",\"y\":\"b\"}"))
                .containsExactly("key EC (key-agreement|signature) {curve=P-112, part=public}");
    }

    @Test
    void readsKeysInXml() throws IOException {
        String modulus = "<RSAKeyValue><Modulus>" + "w".repeat(172) + "</Modulus><Exponent>AQAB</Exponent>";
        assertThat(KeyFacts.brief(
                        "a.cs",
                        "x = \"" + modulus + "</RSAKeyValue>\";\ny = \"" + modulus + "<D>ab</D></RSAKeyValue>\";"))
                .containsExactly(
                        "key RSA (encryption|signature) {keyBits=1032, part=public}",
                        "key RSA (encryption|signature) {encrypted=no, keyBits=1032, part=private}");
    }

    @Test
    void readsPuttysFiles() throws IOException {
        String blob = KeySamples.text("ssh_rsa.pub").split(" ", -1)[1];
        String third = "PuTTY-User-Key-File-3: ssh-rsa\nEncryption: aes256-cbc\nComment: c\nPublic-Lines: 2\n"
                + blob.substring(0, 64) + "\n" + blob.substring(64)
                + "\nKey-Derivation: Argon2id\nArgon2-Memory: 8192\n"
                + "Argon2-Passes: 13\nArgon2-Parallelism: 1\nArgon2-Salt: 00\nPrivate-Lines: 1\nAAAA\nPrivate-MAC: 00\n";
        assertThat(KeyFacts.brief("k.ppk", third))
                .containsExactly("key RSA (signature) {cipher=AES-256-CBC, encrypted=yes, iterations=13, kdf=Argon2id,"
                        + " keyBits=1024, memoryKiB=8192, parallelism=1, part=private}");
    }

    @Test
    void whatIsBrokenIsAGapWithItsPlace() throws IOException {
        String certificate = KeySamples.text("chain.pem");
        String cut = certificate.substring(0, 300);
        String reason = "a block 'CERTIFICATE' that is none: an element is longer than what holds it";
        assertThat(KeyFacts.of("a.pem", "\n" + cut + "\n-----END CERTIFICATE-----\n"))
                .containsExactly("gap malformed at 1: " + reason);
        assertThat(KeyFacts.of("a.pem", cut)).containsExactly("gap malformed at 0: " + reason);
    }

    /** The secret's own rule goes on to tell that it lies open; both see one text. */
    @Test
    void secretsAreToldBesides() throws IOException {
        Map<String, List<String>> said = Map.of("keys", KeyFacts.of("a.pem", KEY));
        assertThat(said.get("keys")).hasSize(1);
        assertThat(dev.assay.detectors.text.Texts.scan("a.pem", KEY).findings())
                .anyMatch(finding -> finding.ruleId().equals("secret/private-key"));
    }

    @Test
    void hostileTextsCostNoMoreThanTheyAreLong() throws IOException {
        for (String part : List.of(
                "-----BEGIN ",
                "-----BEGIN A-----",
                "\"MII" + "A".repeat(40),
                "MII",
                "{\"kty",
                "\"kty",
                "LS0tLS1CRUdJTi" + "A".repeat(30) + " ",
                "AAAAB3NzaC1yc2" + "A".repeat(30) + " ",
                "PuTTY-User-Key-File-",
                "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n")) {
            char[] text = new char[600_000];
            for (int i = 0; i < text.length; i++) {
                text[i] = part.charAt(i % part.length());
            }
            assertThat(KeyFacts.of("a.txt", new String(text))).hasSizeLessThan(2);
        }
    }

    /** The example of age's own specification, and one of another checksum. */
    @Test
    void readsSecretKeysOfAge() throws IOException {
        String key = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";
        assertThat(KeyFacts.brief("keys.txt", "# created: 2026\n" + key + "\n"))
                .containsExactly("key X25519 (key-agreement) {curve=X25519, encrypted=no, keyBits=256, part=private}");
        assertThat(KeyFacts.brief("keys.txt", key.replace('X', 'Q') + "\n")).isEmpty();
        assertThat(KeyFacts.brief("keys.txt", "AGE-SECRET-KEY-1...\n")).isEmpty();
    }

    @Test
    void readsJsonWebKeysWithPlainNames() throws IOException {
        String n = "w".repeat(342);
        String k = "A".repeat(43);
        String rsa = "key RSA (encryption|signature) {encrypted=no, keyBits=2048, part=private}";
        String oct = "key HMAC () {alg=HS256, encrypted=no, hash=SHA-256, keyBits=256, part=secret}";
        assertThat(KeyFacts.brief(
                        "a.yaml", "auth:\n  jwk:\n    n: " + n + "\n    kty: RSA\n    d: " + k + "\n  other: x\n"))
                .containsExactly(rsa);
        assertThat(KeyFacts.brief(
                        "a.yaml",
                        "keys:\n  - kty: oct\n    k: " + k + "\n    alg: HS256\n  - alg: HS256\n    k: '" + k
                                + "'\n    kty: oct\n"))
                .containsExactly(oct, oct);
        assertThat(KeyFacts.brief("a.js", "const jwk = {kty: \"oct\", k: \"" + k + "\", alg: \"HS256\"};"))
                .containsExactly(oct);
        assertThat(KeyFacts.brief("a.js", "const jwk = {\n  alg: 'HS256',\n  kty: 'oct',\n  k: '" + k + "'\n};"))
                .containsExactly(oct);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kty: oct\nother: x\n",
                "a:\n  kty: oct\nk: AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n",
                "- kty: oct\n- k: AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n",
                "const jwk = {kty: 'oct', k: secret.key(), alg: 'HS256'};",
                "f({kty: kind}, {k: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'})",
                "the kty: of a key is oct, and k: is its value\n"
            })
    void whatIsNoJsonWebKeyIsNone(String text) throws IOException {
        assertThat(KeyFacts.brief("a.yaml", text)).isEmpty();
    }
}
