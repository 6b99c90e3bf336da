package dev.assay.connectors.github;

import static dev.assay.connectors.github.GitHubFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.connectors.remote.RemoteClient;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.ChangedException;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Leaks;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.Memory;
import dev.assay.engine.bytes.UnsupportedException;
import dev.assay.engine.scan.Opener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BlobsTest {
    private static final long PLENTY = 32L << 20;

    private final FakeGitHub server = new FakeGitHub();
    private final Memory memory = Leaks.memory(64 << 20);
    private RemoteClient client;
    private GitHub hub;

    @TempDir
    Path home;

    @BeforeEach
    void start() throws IOException {
        client = GitHubFixture.client(home);
        hub = new GitHub(client, GitHubFixture.options(server.url(), home));
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private Tree tree(FakeRepository repository) throws IOException {
        return hub.tree(repository.fullName(), repository.resolve("main").tree(), entry -> true, Clock.endless());
    }

    private byte[] read(Opener opener, long size) throws IOException {
        Budget budget = new Budget(Limits.DEFAULT, Clock.endless(), memory, size);
        try (ByteSource source = opener.open(budget)) {
            ByteBuffer into = ByteBuffer.allocate((int) size + 1);
            for (int n = 0; n >= 0 && into.hasRemaining(); ) {
                n = source.read(into.position(), into);
            }
            return Arrays.copyOf(into.array(), into.position());
        }
    }

    private static List<Opener> offer(Blobs blobs, String fullName, Tree tree) {
        List<Opener> openers = new ArrayList<>();
        tree.wanted().forEach(each -> openers.add(blobs.offer(fullName, each, false)));
        return openers;
    }

    private long asked(String kind) {
        return server.asked().stream().filter(each -> each.kind().equals(kind)).count();
    }

    /** Also what is no text, not quite one, and one that JSON must escape. */
    @Test
    void smallTextsGoTogetherAndAllHaveTheirBytes() throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        for (int i = 0; i < 200; i++) {
            files.put("f" + i, bytes("text " + i + " \"\\\t\u0001 \u00e9 \ud83d\ude00\n"));
        }
        byte[] noise = new byte[5_000];
        new Random(1).nextBytes(noise);
        files.put("noise", noise);
        files.put("latin", new byte[] {'a', (byte) 0xe9, 'b'});
        files.put("marked", new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf, 'x'});
        files.put("nothing", new byte[0]);
        FakeRepository repository = server.repository("acme/one").commit(files);
        Tree tree = tree(repository);
        server.forget();
        {
            Blobs blobs = hub.blobs(Clock.endless(), PLENTY);
            List<Opener> openers = offer(blobs, "acme/one", tree);
            for (int i = 0; i < openers.size(); i++) {
                TreeEntry entry = tree.wanted().get(i);
                assertThat(read(openers.get(i), entry.sizeBytes()))
                        .as(entry.path())
                        .isEqualTo(files.get(entry.path()));
            }
        }
        assertThat(server.requests()).isLessThan(30);
        assertThat(asked("blob")).isLessThan(15);
    }

    @Test
    void equalContentIsFetchedOnce() throws IOException {
        byte[] content = new byte[200_000];
        List<Opener> openers = new ArrayList<>();
        {
            Blobs blobs = hub.blobs(Clock.endless(), PLENTY);
            for (int i = 0; i < 20; i++) {
                FakeRepository repository = server.repository("acme/r" + i).commit(Map.of("f" + i, content));
                openers.addAll(offer(blobs, repository.fullName(), tree(repository)));
            }
            for (Opener opener : openers) {
                assertThat(read(opener, content.length)).isEqualTo(content);
            }
        }
        assertThat(asked("blob")).isEqualTo(1);
    }

    /** Each is crowded out as soon as it was read, and begun anew while the batch that brought it first goes on with the others. */
    @Test
    void whatIsBegunAgainIsNotFailedByAnEarlierBatch() throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        for (int i = 0; i < 6; i++) {
            byte[] binary = new byte[2_000]; // is asked for by itself when the batch gives no text
            binary[0] = (byte) (i + 1);
            files.put("f" + i, binary);
        }
        Tree tree = tree(server.repository("acme/one").commit(files));
        server.latency(20);
        Blobs blobs = hub.blobs(Clock.endless(), 1);
        List<Opener> first = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            first.add(blobs.offer("acme/one", tree.wanted().getFirst(), false));
        }
        offer(blobs, "acme/one", tree);
        for (Opener each : first) {
            assertThat(read(each, 2_000)).isEqualTo(files.get("f0"));
        }
    }

    @Test
    void whatNobodyOpensCostsNothing() throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            files.put("f" + i, bytes("text " + i));
        }
        Tree tree = tree(server.repository("acme/one").commit(files));
        server.forget();
        {
            Blobs blobs = hub.blobsAsOpened(Clock.endless(), PLENTY);
            List<Opener> openers = offer(blobs, "acme/one", tree);
            openers.forEach(Opener::unused);
            assertThat(server.requests()).isZero();
            List<Opener> again = offer(blobs, "acme/one", tree);
            read(again.getFirst(), tree.wanted().getFirst().sizeBytes());
            again.forEach(Opener::unused);
        }
        assertThat(server.requests()).isBetween(1, 6);
        {
            Blobs blobs = hub.blobs(Clock.endless(), PLENTY);
            server.forget();
            tree.wanted().forEach(each -> blobs.offer("acme/one", each, true).unused());
        }
        assertThat(server.requests()).isZero();
    }

    @Test
    void noMoreIsOnTheWayThanAllowed() throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        for (int i = 0; i < 20; i++) {
            byte[] content = new byte[300_000];
            content[0] = (byte) i;
            files.put("f" + i, content);
        }
        Tree tree = tree(server.repository("acme/one").commit(files));
        server.forget().latency(50);
        {
            Blobs blobs = hub.blobs(Clock.endless(), 1_000_000);
            List<Opener> openers = offer(blobs, "acme/one", tree);
            int opened = 0;
            for (int i = 0; i < openers.size(); i++) {
                TreeEntry entry = tree.wanted().get(i);
                assertThat(read(openers.get(i), entry.sizeBytes())).isEqualTo(files.get(entry.path()));
                opened++;
                assertThat(server.requests()).isLessThanOrEqualTo(opened + 4);
            }
        }
        assertThat(server.mostAtOnce()).isLessThanOrEqualTo(4);
    }

    @Test
    void whatIsLargeIsVerifiedInASpool() throws IOException {
        byte[] content = new byte[6 << 20];
        new Random(2).nextBytes(content);
        Tree tree = tree(server.repository("acme/one").commit(Map.of("large", content)));
        server.forget();
        for (int seed = 1; seed <= 20; seed++) {
            server.faults(seed, 70);
            {
                Blobs blobs = hub.blobs(Clock.endless(), PLENTY);
                Opener opener = offer(blobs, "acme/one", tree).getFirst();
                assertThat(read(opener, content.length)).isEqualTo(content);
            }
        }
        assertThat(server.asked()).extracting(FakeGitHub.Asked::fault).contains("OTHER_BYTES", "CUT");
    }

    @Test
    void whatCannotBeReadSaysWhy() throws IOException {
        String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "ab".repeat(32) + "\nsize 12345\n";
        FakeRepository repository = server.repository("acme/one")
                .commit(Map.of("model.bin", bytes(pointer), "gone", bytes("gone"), "gone too", bytes("gone too")));
        Tree tree = tree(repository);
        {
            Blobs blobs = hub.blobs(Clock.endless(), PLENTY);
            assertThatThrownBy(() -> read(blobs.offer("acme/one", tree.wanted().get(2), false), 200))
                    .isInstanceOf(UnsupportedException.class)
                    .hasMessageContaining("a pointer to Git LFS");
            repository.loseObjects();
            assertThatThrownBy(() -> read(blobs.offer("acme/one", tree.wanted().get(0), false), 200))
                    .isInstanceOf(ChangedException.class)
                    .hasMessage("the repository has lost what was listed a moment ago");
            TreeEntry huge = new TreeEntry("huge", 0100644, tree.wanted().get(0).oid(), 200L << 20);
            assertThatThrownBy(() -> read(blobs.offer("acme/one", huge, false), 200))
                    .isInstanceOf(UnsupportedException.class);
        }
    }

    /** The scan holds nine tenths of its memory: nothing is fetched beside what is opened. */
    @Test
    void underPressureNothingIsFetchedAhead() throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        for (int i = 0; i < 12; i++) {
            byte[] content = new byte[200_000];
            content[0] = (byte) i;
            files.put(String.format("f%02d", i), content);
        }
        Tree tree = tree(server.repository("acme/one").commit(files));
        server.forget();
        Memory small = Leaks.memory(4 << 20);
        try (Memory.Reservation reserved = small.tryReserve(small.limitBytes() * 95 / 100)) {
            assertThat(reserved).isNotNull();
            Blobs blobs = hub.blobsAsOpened(Clock.endless(), PLENTY);
            List<Opener> openers = offer(blobs, "acme/one", tree);
            for (int i = 0; i < openers.size(); i++) {
                Budget budget = new Budget(Limits.DEFAULT, Clock.endless(), small, 200_000);
                openers.get(i).open(budget).close();
                assertThat(server.requests()).isLessThanOrEqualTo(i + 2);
            }
        }
        assertThat(server.mostAtOnce()).isEqualTo(1);
    }
}
