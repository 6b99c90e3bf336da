package dev.assay.detectors.crypto.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bytes that nobody's program writes. */
class HostileKeysTest {
    /** A store cut off anywhere is a gap or says what was in front of the cut, and never that all is well. */
    @Test
    void storesCutAnywhereAreGaps() throws IOException, GeneralSecurityException {
        for (Map.Entry<String, byte[]> store : Map.of(
                        "a.jks",
                        KeySamples.store("JKS"),
                        "a.p12",
                        KeySamples.store("PKCS12"),
                        "a.bks",
                        KeySamples.bks())
                .entrySet()) {
            byte[] all = store.getValue();
            for (int length = 40; length < all.length - 20; length += 7) {
                List<String> said = KeyFacts.of(store.getKey(), java.util.Arrays.copyOf(all, length));
                assertThat(said)
                        .as(store.getKey() + " cut at " + length)
                        .anyMatch(line -> line.startsWith("gap malformed"));
            }
        }
    }

    @Test
    void aCertificateCutOffIsAGap() throws IOException, GeneralSecurityException {
        byte[] certificate = KeySamples.certificate(KeySamples.pair("RSA", 1024));
        for (int length = 60; length < certificate.length; length += 11) {
            assertThat(KeyFacts.of("a.cer", java.util.Arrays.copyOf(certificate, length)))
                    .singleElement()
                    .asString()
                    .startsWith("gap malformed at 0: no certificate, key or store");
        }
    }

    /** As little as it is: whoever names it so has a program read it. */
    @Test
    void threeBytesOfAKeyAreAGapUnderTheNameOfOne() throws IOException {
        byte[] cut = {0x30, (byte) 0x82, 3};
        for (String name : List.of("a.der", "a.cer", "a.crt", "a.key", "a.p12")) {
            assertThat(KeyFacts.of(name, cut))
                    .as(name)
                    .singleElement()
                    .asString()
                    .startsWith("gap malformed at 0");
        }
        assertThat(KeyFacts.of("a.dat", cut)).isEmpty();
        assertThat(KeyFacts.of("a.key", "0123456789\n")).isEmpty();
    }

    /** RFC 9580, 5.3: a key made of a password, in front of data of any length, of which nothing more can be told. */
    @Test
    void messagesForAPasswordAreToldWhateverTheirLength() throws IOException {
        byte[] key = {(byte) 0x8c, 13, 4, 2, 3, 2, 1, 2, 3, 4, 5, 6, 7, 8, 96}; // 3DES, iterated and salted, SHA-1
        byte[] data = {(byte) 0xd2, 20, 1};
        ByteBuffer small = ByteBuffer.allocate(key.length + 22).put(key).put(data);
        ByteBuffer large = ByteBuffer.allocate(KeyFileDecoder.MOST_BYTES + 100).put(key);
        large.put((byte) 0xd2).put((byte) 0xff).putInt(large.remaining() - 4).put((byte) 1);
        for (ByteBuffer message : List.of(small, large)) {
            assertThat(KeyFacts.of("backup.tar.gpg", message.array()))
                    .singleElement()
                    .asString()
                    .startsWith("algorithm  (kdf) {cipher=3DES")
                    .contains("kdf=S2K-iterated", "hash=SHA-1");
        }
        ByteBuffer keys = ByteBuffer.allocate(KeyFileDecoder.MOST_BYTES + 100);
        while (keys.remaining() >= key.length) {
            keys.put(key);
        }
        assertThat(KeyFacts.of("endless.gpg", keys.array())).anyMatch(line -> line.startsWith("gap "));
        for (int at = 0; at < 6; at++) {
            byte[] other = small.array().clone();
            other[at] = (byte) 0xee;
            assertThat(KeyFacts.of("other.dat", other)).as("byte " + at).isEmpty();
        }
    }

    @Test
    void nestedBagsEnd() throws IOException {
        byte[] bags = DerBytes.sequence();
        for (int i = 0; i < 40; i++) {
            bags = DerBytes.sequence(
                    DerBytes.sequence(DerBytes.oid("1.2.840.113549.1.12.10.1.6"), DerBytes.of(0xa0, bags)));
        }
        byte[] data = DerBytes.sequence(DerBytes.oid("1.2.840.113549.1.7.1"), DerBytes.of(0xa0, DerBytes.of(4, bags)));
        byte[] safe = DerBytes.sequence(data);
        byte[] store = DerBytes.sequence(
                DerBytes.integer(3),
                DerBytes.sequence(DerBytes.oid("1.2.840.113549.1.7.1"), DerBytes.of(0xa0, DerBytes.of(4, safe))));
        assertThat(KeyFacts.of("a.p12", store)).singleElement().asString().contains("nested too deep");
    }

    @Test
    void hugeCountsAndLengthsAreRefused() throws IOException {
        byte[] jks = ByteBuffer.allocate(64)
                .putInt(0xfeedfeed)
                .putInt(2)
                .putInt(Integer.MAX_VALUE)
                .putInt(2)
                .putShort((short) 1)
                .put((byte) 'a')
                .putLong(0)
                .putShort((short) 5)
                .put(new byte[] {'X', '.', '5', '0', '9'})
                .putInt(Integer.MAX_VALUE)
                .array();
        assertThat(KeyFacts.of("a.jks", jks)).singleElement().asString().startsWith("gap malformed");
        byte[] openssh = ByteBuffer.allocate(80)
                .put("openssh-key-v1\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .putInt(4)
                .put(new byte[] {'n', 'o', 'n', 'e'})
                .putInt(4)
                .put(new byte[] {'n', 'o', 'n', 'e'})
                .putInt(0)
                .putInt(-1)
                .array();
        assertThat(KeyFacts.of("id", openssh)).singleElement().asString().startsWith("gap malformed");
    }

    /** Bits turned over in every kind of file: nothing but facts and gaps, and none that is a fault of ours. */
    @Test
    void anyBytesAreFactsOrGaps() throws IOException {
        Random random = new Random(7);
        for (Map.Entry<String, byte[]> sample : KeySamples.all().entrySet()) {
            for (int round = 0; round < 60; round++) {
                byte[] bytes = sample.getValue().clone();
                for (int i = 0; i < 1 + round % 5; i++) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
                assertThat(KeyFacts.of(sample.getKey(), bytes)).noneMatch(line -> line.startsWith("gap internal"));
            }
        }
    }
}
