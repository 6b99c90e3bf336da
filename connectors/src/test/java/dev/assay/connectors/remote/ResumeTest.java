package dev.assay.connectors.remote;

import static dev.assay.connectors.remote.FaultServer.head;
import static dev.assay.connectors.remote.FaultServer.ranges;
import static dev.assay.connectors.remote.FaultServer.status;
import static dev.assay.connectors.remote.FaultServer.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.connectors.remote.FaultServer.Behaviour;
import dev.assay.engine.bytes.ChangedException;
import dev.assay.engine.bytes.UnreachableException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bodies that break, and what comes after the break. */
@Timeout(60)
class ResumeTest extends FaultyNetwork {
    private static final byte[] BYTES = NetworkFixture.noise(3_000_000);

    /** So many bytes of each range, and then the end of the connection. */
    private static Behaviour cutAfter(int most, String tag) {
        return (asked, out) -> {
            int from = asked.from();
            int to = asked.to(BYTES.length);
            head(
                    out,
                    "206 Partial Content",
                    "ETag: \"" + tag + "\"\r\nContent-Range: bytes " + from + "-" + (to - 1) + "/" + BYTES.length
                            + "\r\nContent-Length: " + (to - from) + "\r\n");
            out.write(BYTES, from, Math.min(most, to - from));
        };
    }

    private static Behaviour after(Behaviour first, Behaviour then) {
        return (asked, out) -> (asked.number() == 0 ? first : then).answer(asked, out);
    }

    @Test
    void anotherVersionBehindTheBreakIsAChangeAndIsAskedForOnce() {
        server.on("/f", after(cutAfter(100_000, "v1"), ranges(BYTES, "v2")));
        assertThatThrownBy(() -> net.all(server.url("/f"), BYTES.length))
                .isInstanceOf(ChangedException.class)
                .hasMessageContaining("another version");
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void aServerThatBreaksAfterEveryByteIsGivenUp() {
        server.on("/f", cutAfter(1, "v1"));
        assertThatThrownBy(() -> net.all(server.url("/f"), BYTES.length))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("again and again");
        assertThat(server.asked()).hasSize(3);
    }

    @Test
    void oneThatGetsOnIsNot() throws IOException {
        server.on("/f", cutAfter(100_000, "v1"));
        assertThat(net.all(server.url("/f"), BYTES.length)).isEqualTo(BYTES);
        assertThat(server.asked()).hasSizeGreaterThan(20);
    }

    @Test
    void allOfTheSameVersionForARangeIsNoChange() {
        server.on("/f", after(ranges(BYTES, "v1"), whole(BYTES, "ETag: \"v1\"\r\n")));
        assertThatThrownBy(() -> net.all(server.url("/f"), BYTES.length))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("all of it where it sent a part");
    }

    /** One cloud's way to say that a signature is too old. */
    @Test
    void aSignedAddressThatIsABadRequestByNowIsAskedForAnew() throws IOException {
        net.allowPrivate = true;
        try (FaultServer other = new FaultServer()) {
            Behaviour honest = ranges(BYTES, "v1");
            other.on(
                    "/g",
                    (asked, out) -> (asked.number() == 1 ? status("400 Expired", "") : honest).answer(asked, out));
            server.on("/f", status("302 Found", "Location: " + other.url("/g") + "\r\n"));
            assertThat(net.all(server.url("/f"), BYTES.length)).isEqualTo(BYTES);
            assertThat(server.asked()).hasSize(2);
        }
    }
}
