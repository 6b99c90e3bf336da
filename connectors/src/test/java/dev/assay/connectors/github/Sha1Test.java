package dev.assay.connectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against the JDK's own. */
class Sha1Test {
    private static final int MOST = 300; // several blocks, and each place in one where the padding may begin

    @Test
    void isWhatTheJdkMakesOfEveryLength() throws NoSuchAlgorithmException {
        byte[] bytes = new byte[MOST];
        new Random(1).nextBytes(bytes);
        Sha1 digest = new Sha1(); // the same for all, so that one leaves nothing for the next
        for (int length = 0; length <= MOST; length++) {
            MessageDigest other = MessageDigest.getInstance("SHA-1");
            digest.update(bytes, 0, length);
            other.update(bytes, 0, length);
            assertThat(digest.digest()).as("%d bytes", length).isEqualTo(other.digest());
        }
    }

    @Test
    void isTheSameInWhateverPiecesTheBytesCome() throws NoSuchAlgorithmException {
        byte[] bytes = new byte[20_000];
        Random random = new Random(2);
        random.nextBytes(bytes);
        byte[] expected = MessageDigest.getInstance("SHA-1").digest(bytes);
        for (int round = 0; round < 50; round++) {
            Sha1 digest = new Sha1();
            for (int at = 0; at < bytes.length; ) {
                int piece = Math.min(random.nextInt(200), bytes.length - at);
                if (piece == 1) {
                    digest.update(bytes[at]);
                } else {
                    digest.update(bytes, at, piece);
                }
                at += piece;
            }
            assertThat(digest.digest()).isEqualTo(expected);
        }
    }
}
