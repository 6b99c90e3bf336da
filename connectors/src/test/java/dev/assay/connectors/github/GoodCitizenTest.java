package dev.assay.connectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.connectors.github.GitHubFixture.Listed;
import dev.assay.connectors.remote.RemoteClient;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Leaks;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.Memory;
import dev.assay.engine.scan.Opener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an organisation costs its server: a walk that wants manifests, lockfiles and workflows, and two that look at them in order. */
@Timeout(120)
class GoodCitizenTest {
    private final FakeGitHub server = new FakeGitHub();
    private final Memory memory = Leaks.memory(64 << 20);

    @TempDir
    Path home;

    @AfterEach
    void stop() {
        server.close();
    }

    private static boolean matters(TreeEntry entry) {
        return entry.path().endsWith(".json") || entry.path().endsWith(".yml");
    }

    private long open(Opener opener, long size) throws IOException {
        try (ByteSource source = opener.open(new Budget(Limits.DEFAULT, Clock.endless(), memory, size))) {
            return source.read(0, ByteBuffer.allocate(1)) + source.sizeBytes();
        }
    }

    @Test
    void anOrganisationIsReadWithFewRequests() throws IOException, InterruptedException, ExecutionException {
        GeneratedOrganisation.into(server, "acme", 1, 100, 180, 400);
        server.latency(5);
        long bytes = 0;
        try (RemoteClient client = GitHubFixture.client(home);
                ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor();
                ExecutorService workers = Executors.newFixedThreadPool(2)) {
            GitHub hub = new GitHub(client, GitHubFixture.options(server.url(), home));
            Listed listed = new Listed();
            hub.repositories(new GitHubTarget("acme", "", ""), Selection.DEFAULT, Clock.endless(), listed);
            assertThat(server.requests()).isEqualTo(1); // all there is to ask when nothing has changed
            List<Future<Tree>> trees = new ArrayList<>();
            for (Repository each : listed.repositories) {
                String oid = each.branches().getFirst().treeOid();
                trees.add(waiting.submit(
                        () -> hub.tree(each.fullName(), oid, GoodCitizenTest::matters, Clock.endless())));
            }
            Blobs blobs = hub.blobs(Clock.endless(), 16 << 20);
            List<Future<Long>> opened = new ArrayList<>();
            for (int i = 0; i < trees.size(); i++) {
                for (TreeEntry entry : trees.get(i).get().wanted()) {
                    Opener opener = blobs.offer(listed.repositories.get(i).fullName(), entry, false);
                    opened.add(workers.submit(() -> open(opener, entry.sizeBytes())));
                }
            }
            for (Future<Long> each : opened) {
                bytes += each.get();
            }
            assertThat(opened).hasSize(100 + 2 * 180);
        }
        assertThat(bytes).isGreaterThan(20_000_000);
        assertThat(server.mostAtOnce()).isLessThanOrEqualTo(10);
        assertThat(server.requests()).isLessThanOrEqualTo(290);
    }
}
