package dev.assay.app.sweep;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.UnreachableException;
import dev.assay.engine.cache.Decoded;
import dev.assay.engine.cache.Identity;
import dev.assay.engine.cache.Key;
import dev.assay.engine.cache.RemoteIdentity;
import dev.assay.engine.fact.FileDigest;
import dev.assay.engine.scan.Detectors;
import dev.assay.engine.scan.FactKeys;
import dev.assay.engine.scan.Opener;
import dev.assay.engine.scan.ScanOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Facts of files as sweeps have kept them, for who asks the server for nothing. Sweeps with digests among their indicators tell digests
 * of each file, and keep facts under other keys than those without: what lacks a digest is of use all the same, and what it lacks can be
 * asked for. Immutable.
 */
public final class KeptFacts {
    /** @param lacking which of the digests that are asked for they do not have */
    private record Kept(Set<String> lacking, FactKeys keys) {}

    private final List<Kept> byUse; // those first that lack nothing

    /** Of what these detectors would decode. */
    public KeptFacts(Detectors detectors, ScanOptions options) {
        Set<String> wanted = detectors.digests();
        List<Kept> all = new ArrayList<>();
        for (Set<String> told : subsets(FileDigest.ALGORITHMS.stream().sorted().toList())) {
            Set<String> lacking = new HashSet<>(wanted);
            lacking.removeAll(told);
            all.add(new Kept(Set.copyOf(lacking), new FactKeys(detectors.telling(told), options)));
        }
        all.sort(Comparator.comparingInt(each -> each.lacking().size()));
        byUse = List.copyOf(all);
    }

    private static List<Set<String>> subsets(List<String> of) {
        List<Set<String>> subsets = new ArrayList<>();
        for (int bits = 0; bits < 1 << of.size(); bits++) {
            Set<String> some = new HashSet<>();
            for (int i = 0; i < of.size(); i++) {
                if ((bits >> i & 1) != 0) {
                    some.add(of.get(i));
                }
            }
            subsets.add(some);
        }
        return subsets;
    }

    /** Which digests that are asked for are not known of a file that was read; nothing if it was not read at all. */
    Optional<Set<String>> lacking(SweepStore store, RemoteIdentity file, String path) {
        for (Kept kept : byUse) {
            if (store.has(kept.keys().of(file, path))) {
                return Optional.of(kept.lacking());
            }
        }
        return Optional.empty();
    }

    /**
     * What gives the facts of a file, and never its bytes.
     *
     * @param under which key they are kept
     */
    Opener opener(SweepStore store, RemoteIdentity file, Function<FactKeys, Key> under) {
        return new Opener() {
            @Override
            public Optional<Decoded> decoded() {
                for (Kept kept : byUse) {
                    Key key = under.apply(kept.keys());
                    Optional<Decoded> facts = store.facts().get(key);
                    if (facts.isPresent()) {
                        return facts;
                    }
                }
                return Optional.empty();
            }

            @Override
            public ByteSource open(Budget budget) throws IOException {
                throw new UnreachableException(
                        "it was never read to its end, or by another build or for other families, and the server is not asked");
            }

            @Override
            public Identity identity() {
                return file;
            }
        };
    }
}
