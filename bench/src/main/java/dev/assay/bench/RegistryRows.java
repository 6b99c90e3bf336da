package dev.assay.bench;

import dev.assay.connectors.registry.RegistryClient;
import dev.assay.connectors.registry.RegistryOptions;
import dev.assay.connectors.remote.Documents;
import dev.assay.connectors.remote.RemoteClient;
import dev.assay.connectors.remote.RemoteOptions;
import dev.assay.connectors.remote.ResponseCache;
import dev.assay.detectors.name.Ecosystem;
import dev.assay.detectors.name.EvidenceJudge;
import dev.assay.detectors.name.Inquiry;
import dev.assay.detectors.name.Judgement;
import dev.assay.detectors.name.KnownBad;
import dev.assay.detectors.name.NameJudge;
import dev.assay.detectors.name.NamePolicy;
import dev.assay.detectors.name.PackageName;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.scan.Progress;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Packages asked about at a registry with 20 ms of latency, within one process, ten requests at once: against the time that this
 * takes if nothing else did. Names that nothing resembles, so that each costs one request, and then from what is kept.
 */
final class RegistryRows {
    private static final long LATENCY_MILLIS = 20;
    private static final int AT_ONCE = 10;

    /** As {@code assay check} has it. */
    private static final int UNDER_WAY = 40;

    private static final int FEW = 50;
    private static final int MANY = 1_000;

    private final PrintStream out;
    private final Path folder;
    private final NameJudge names = new NameJudge(NamePolicy.NONE, KnownBad.NONE);
    private final EvidenceJudge judge = new EvidenceJudge(LocalDate.of(2026, 1, 1));

    RegistryRows(PrintStream out, Path folder) {
        this.out = out;
        this.folder = folder;
    }

    void all() throws IOException {
        try (RegistryServer server = new RegistryServer(LATENCY_MILLIS)) {
            names.judge(name("never-asked", 0)); // the list is indexed before
            row(server, "50 names, first", "first", FEW, "0.3 s");
            row(server, "1,000 names, first", "second", MANY, "1.2 times the floor");
            row(server, "1,000 names, warm", "third", MANY, "1.2 times the floor");
            row(server, "1,000 names that are kept", "third", MANY, "1 ms each");
            bare(server);
        }
    }

    private void row(RegistryServer server, String title, String prefix, int count, String must) throws IOException {
        RemoteOptions options = RemoteOptions.of(Map.of(), folder);
        ResponseCache cache = new ResponseCache(Optional.of(folder), 1L << 30, InstantSource.system());
        long began = System.nanoTime();
        try (RemoteClient client = new RemoteClient(options, new Progress())) {
            Inquiry inquiry = new Inquiry(
                    new RegistryClient(
                            client,
                            new Documents(client, cache),
                            new RegistryOptions(
                                    Map.of("npm", HttpUrl.get(server.url())),
                                    AT_ONCE,
                                    RegistryOptions.FRESH,
                                    RegistryOptions.TIMEOUT,
                                    "bench")),
                    judge);
            ask(inquiry, prefix, count);
        }
        double millis = (System.nanoTime() - began) / 1e6;
        cache.close();
        long requests = server.requests();
        double floor = (double) requests * LATENCY_MILLIS / AT_ONCE;
        out.printf(
                "%-28s %8.1f ms  %6d requests  floor %6.0f ms  %s  %.3f ms each   must: %s%n",
                title,
                millis,
                requests,
                floor,
                floor > 0 ? String.format("%.2fx", millis / floor) : "-",
                millis / count,
                must);
    }

    /** The same requests by the client beneath, with nothing made of the answers: what the machine allows at the moment. */
    private void bare(RegistryServer server) {
        OkHttpClient client = new OkHttpClient();
        AtomicInteger next = new AtomicInteger();
        long began = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < AT_ONCE; i++) {
                threads.execute(() -> {
                    for (int n = next.getAndIncrement(); n < MANY; n = next.getAndIncrement()) {
                        fetch(client, server.url() + name("bare", n));
                    }
                });
            }
        }
        double millis = (System.nanoTime() - began) / 1e6;
        out.printf("%-28s %8.1f ms  %6d requests%n", "  OkHttp alone", millis, server.requests());
        client.connectionPool().evictAll();
    }

    private static void fetch(OkHttpClient client, String url) {
        try (Response response =
                client.newCall(new Request.Builder().url(url).build()).execute()) {
            var _ = response.body().bytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ask(Inquiry inquiry, String prefix, int count) {
        Deque<CompletableFuture<Judgement>> underWay = new ArrayDeque<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                Judgement byName = names.judge(name(prefix, i));
                underWay.add(CompletableFuture.supplyAsync(() -> judged(inquiry, byName), threads));
                if (underWay.size() >= UNDER_WAY) {
                    expectOk(underWay.remove().join());
                }
            }
            underWay.forEach(each -> expectOk(each.join()));
        }
    }

    private static void expectOk(Judgement judgement) {
        if (judgement.verdict() != Judgement.Verdict.OK) {
            throw new IllegalStateException(judgement.toString());
        }
    }

    private Judgement judged(Inquiry inquiry, Judgement byName) {
        try {
            Inquiry.Answers answers = inquiry.ask(byName, Clock.endless());
            return judge.judge(byName, answers.own(), answers.imitated());
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private static PackageName name(String prefix, int i) {
        return PackageName.of(Ecosystem.NPM, "zq" + prefix + "-vx" + i * 7919 + "k");
    }
}
