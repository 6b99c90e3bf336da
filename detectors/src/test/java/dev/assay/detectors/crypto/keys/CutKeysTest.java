package dev.assay.detectors.crypto.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that end too soon, and what follows those that do not. */
class CutKeysTest {
    private static final String PUTTY = """
            PuTTY-User-Key-File-3: ssh-ed25519
            Encryption: none
            Comment: x
            Public-Lines: 2
            AAAAC3NzaC1lZDI1NTE5AAAAIMHMGNqbrHxSywB15aM/+/XCSC2bxMIGUmQzozLC
            BlfH
            Private-Lines: 1
            AAAAIBvD1mOSYUgGkQWZsqsZz3gB9nJZl0pkXW8vGgVY0cnE
            Private-MAC: 00
            """;

    private static boolean isGap(String line) {
        return line.startsWith("gap ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh_plain", "ssh_rsa", "ssh_encrypted"})
    void aKeyOfOpensshWithoutItsSecretPartIsAGap(String name) throws IOException {
        String key = KeySamples.text(name);
        assertThat(KeyFacts.of(name, key)).noneMatch(CutKeysTest::isGap);
        String half = key.substring(0, key.length() / 2);
        String end = key.substring(key.indexOf("-----END"));
        assertThat(KeyFacts.of(name, half)).anyMatch(CutKeysTest::isGap);
        assertThat(KeyFacts.of(name, half + "\n" + end)).anyMatch(CutKeysTest::isGap);
    }

    @Test
    void aKeyOfPuttysThatIsCutIsAGap() throws IOException {
        assertThat(KeyFacts.of("a.ppk", PUTTY)).hasSize(1).noneMatch(CutKeysTest::isGap);
        for (String last : List.of("Private-MAC", "AAAAIB", "Private-Lines", "BlfH", "xSyw")) {
            String cut = PUTTY.substring(0, PUTTY.indexOf(last));
            assertThat(KeyFacts.of("a.ppk", cut)).as(cut).anyMatch(CutKeysTest::isGap);
        }
        String example = PUTTY.replace("AAAAIBvD1mOSYUgGkQWZsqsZz3gB9nJZl0pkXW8vGgVY0cnE\n", "...\n");
        assertThat(KeyFacts.of("a.txt", example)).noneMatch(CutKeysTest::isGap);
    }

    @Test
    void aJsonWebKeyThatTheFileEndsInIsAGap() throws IOException {
        assertThat(KeyFacts.of("a.json", "{\"kty\":\"RSA\",\"n\":\"abc\",\"e\":\"AQAB\",\"d\":\""))
                .singleElement()
                .asString()
                .startsWith("gap malformed");
        assertThat(KeyFacts.of("a.json", "{\"kty\":\"RSA\",\"n\":\"abc\",\"e\":\"AQAB\"}"))
                .isEmpty();
    }

    @Test
    void aLineWithHalfAKeyIsAGap() throws IOException {
        String line = KeySamples.text("ssh_rsa.pub").strip();
        String key = line.substring(0, line.indexOf(' ', "ssh-rsa ".length()));
        assertThat(KeyFacts.of("id.pub", key)).hasSize(1).noneMatch(CutKeysTest::isGap);
        String half = key.substring(0, 200);
        for (String text : List.of(half, half + "\n", half + " user@host\n", "host " + half + "\n")) {
            assertThat(KeyFacts.of("id.pub", text)).singleElement().asString().startsWith("gap malformed");
        }
        for (String text : List.of(half + "...", half + "\u2026 x", "\"" + half + "\"", "a " + half.substring(8))) {
            assertThat(KeyFacts.of("id.pub", text)).isEmpty();
        }
    }

    @Test
    void aLineThatIsAComment() throws IOException {
        String line = KeySamples.text("ssh_rsa.pub").strip();
        for (String text : List.of("#" + line, "  # " + line, "#no-pty,from=\"a b\" " + line)) {
            assertThat(KeyFacts.of("authorized_keys", "x\n" + text + "\n")).isEmpty();
            assertThat(KeyFacts.of("authorized_keys", text + "\n" + line + "\n"))
                    .hasSize(1);
        }
        assertThat(KeyFacts.of("a.h", "#define KEY \"" + line + "\"\n")).hasSize(1);
        assertThat(KeyFacts.of("authorized_keys", "no-pty " + line + " # mine\n"))
                .hasSize(1);
    }

    @Test
    void structuresBehindTheFirstAreRead() throws IOException, GeneralSecurityException {
        var pair = KeySamples.pair("RSA", 1024);
        byte[] certificate = KeySamples.certificate(pair);
        byte[] key = pair.getPrivate().getEncoded();
        for (byte[] first : List.of(certificate, KeySamples.store("PKCS12"), KeySamples.store("JKS"))) {
            List<String> alone = KeyFacts.of("a.bin", first);
            assertThat(alone).noneMatch(CutKeysTest::isGap);
            List<String> both = KeyFacts.of("a.bin", KeySamples.joined(first, key));
            assertThat(both).hasSize(alone.size() + 1).containsAll(alone);
            assertThat(both.getLast())
                    .startsWith("key RSA")
                    .contains("encrypted=no")
                    .endsWith("+" + first.length);
            assertThat(KeyFacts.of("a.bin", KeySamples.joined(first, new byte[100])))
                    .isEqualTo(alone);
            assertThat(KeyFacts.of("a.bin", KeySamples.joined(first, "and more".getBytes(StandardCharsets.US_ASCII))))
                    .hasSize(alone.size() + 1)
                    .anyMatch(line -> line.startsWith("gap unsupported at " + first.length));
        }
        byte[] line = {'\n'};
        assertThat(KeyFacts.of("a.key", KeySamples.joined(line, key)))
                .hasSize(1)
                .noneMatch(CutKeysTest::isGap);
    }

    @Test
    void oldKeysOfSsh() throws IOException {
        byte[] first = KeySamples.ssh1();
        assertThat(KeyFacts.brief("identity", first))
                .containsExactly("key RSA (encryption|signature) {cipher=3DES-168-CBC, encrypted=yes, hash=MD5,"
                        + " iterations=1, kdf=MD5, keyBits=1024, part=private}");
        assertThat(KeyFacts.brief("identity", Arrays.copyOf(first, 200))).allMatch(CutKeysTest::isGap);
        String tectia = "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nComment: \"x\"\n"
                + java.util.Base64.getMimeEncoder(70, new byte[] {'\n'})
                        .encodeToString(KeySamples.joined(
                                new byte[] {0x3f, 0x6f, (byte) 0xf9, (byte) 0xeb, 0, 0, 1, 0, 0, 0, 0, 8},
                                "dl-modp{".getBytes(StandardCharsets.US_ASCII),
                                new byte[] {0, 0, 0, 8},
                                "3des-cbc".getBytes(StandardCharsets.US_ASCII),
                                new byte[] {0, 0, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8}))
                + "\n---- END SSH2 ENCRYPTED PRIVATE KEY ----\n";
        assertThat(KeyFacts.brief("id_dsa", tectia))
                .singleElement()
                .asString()
                .startsWith("key DSA (signature) {cipher=3DES-168-CBC, encrypted=yes");
    }

    @Test
    void whatIsOnlyKnownByItsNameIsNotSilent() throws IOException {
        assertThat(KeyFacts.of("krl", KeySamples.krl()))
                .singleElement()
                .asString()
                .startsWith("gap unsupported");
        assertThat(KeyFacts.brief("store.ubr", KeySamples.uber()))
                .containsExactly("algorithm Twofish (encryption) {hash=SHA-1, iterations=1281, kdf=PKCS12, keyBits=256,"
                        + " mode=CBC, saltBits=160}");
    }

    @Test
    void aSignatureOfSsh() throws IOException {
        String line = KeySamples.text("ssh_plain.pub");
        byte[] key = java.util.Base64.getDecoder().decode(line.substring(12, line.indexOf(' ', 12)));
        byte[] signature = KeySamples.joined(
                "SSHSIG".getBytes(StandardCharsets.US_ASCII),
                new byte[] {0, 0, 0, 1, 0, 0, 0, (byte) key.length},
                key,
                new byte[] {0, 0, 0, 4, 'f', 'i', 'l', 'e', 0, 0, 0, 0, 0, 0, 0, 6, 's', 'h', 'a', '5', '1', '2'},
                new byte[] {0, 0, 0, 2, 1, 2});
        String text = "-----BEGIN SSH SIGNATURE-----\n"
                + java.util.Base64.getMimeEncoder(70, new byte[] {'\n'}).encodeToString(signature)
                + "\n-----END SSH SIGNATURE-----\n";
        assertThat(KeyFacts.brief("a.sig", text))
                .singleElement()
                .asString()
                .startsWith("algorithm Ed25519 (signature) {")
                .contains("hash=SHA-512");
    }
}
