package dev.assay.app.cache;

import dev.assay.engine.cache.Decoded;
import dev.assay.engine.cache.FactCache;
import dev.assay.engine.cache.FileIdentity;
import dev.assay.engine.cache.IdentityMemo;
import dev.assay.engine.cache.IdentityMemo.Content;
import dev.assay.engine.cache.Key;
import dev.assay.engine.cache.Sha256;
import dev.assay.engine.fact.CallableReference;
import dev.assay.engine.fact.CallableReference.Reach;
import dev.assay.engine.fact.CallableReference.Use;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.report.GapKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Facts, keys and identities to fill a store with, as the engine makes them. */
final class Samples {
    private static final String VERSION = "1";

    private Samples() {}

    static Decoded decoded(int i, int facts) {
        List<Fact> all = new ArrayList<>();
        for (int f = 0; f < facts; f++) {
            all.add(new CallableReference(
                    "module" + i,
                    "name" + f,
                    Reach.GLOBAL,
                    Set.of(Use.IMPORTED, Use.CALLED),
                    "('x',)",
                    2,
                    List.of(7L)));
        }
        var gap = new Decoded.PartGap(GapKind.MALFORMED, 12, "no such opcode", 3);
        var part = new Decoded.Part(List.of("inner"), List.of("pickle"), List.of("zip"), all, List.of(gap));
        return new Decoded(List.of(part), 2, 5, new TreeMap<>(Map.of("pickle", 1L, "zip", 1L)));
    }

    static Sha256 sha256(int i) {
        return new Sha256(0x9e3779b97f4a7c15L * (i + 1), 1, 2, 3);
    }

    static Key.Decoding decoding(String version) {
        return Key.Decoding.of("pkl", version);
    }

    static Key key(int i) {
        return Key.ofContent(sha256(i), decoding(VERSION));
    }

    static Content content(int i) {
        return new Content(Optional.of(sha256(i)));
    }

    /** A file that was written long ago, in a folder that is there. */
    static FileIdentity identity(Path folder, String name, int i) {
        return new FileIdentity(
                folder.toString(), name, 1, i, 100, 1_600_000_000_000_000_000L, 1_600_000_000_000_000_000L);
    }

    /** What a real file is now. */
    static FileIdentity identity(Path file) throws IOException {
        Map<String, Object> unix = Files.readAttributes(file, "unix:dev,ino,size,lastModifiedTime,ctime");
        return new FileIdentity(
                file.getParent().toString(),
                file.getFileName().toString(),
                (long) unix.get("dev"),
                (long) unix.get("ino"),
                (long) unix.get("size"),
                ((FileTime) unix.get("lastModifiedTime")).to(TimeUnit.NANOSECONDS),
                ((FileTime) unix.get("ctime")).to(TimeUnit.NANOSECONDS));
    }

    /** Keeps a file as the engine does. */
    static void keep(CacheStore store, FileIdentity identity, int i, Decoded decoded) {
        store.memo().coming(identity.sizeBytes());
        store.memo().get(identity);
        store.facts().put(key(i), decoded);
        if (store.memo().trusts(identity)) {
            store.memo().put(identity, content(i), key(i));
        }
    }

    /** Finds a file as the engine does. */
    static Optional<Decoded> find(CacheStore store, FileIdentity identity) {
        IdentityMemo memo = store.memo();
        FactCache facts = store.facts();
        return memo.get(identity)
                .flatMap(content -> facts.get(content.sha256()
                        .map(sha256 -> Key.ofContent(sha256, decoding(VERSION)))
                        .orElseGet(() -> Key.ofIdentity(identity, decoding(VERSION)))));
    }
}
