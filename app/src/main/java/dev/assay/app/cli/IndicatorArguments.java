package dev.assay.app.cli;

import dev.assay.app.data.IndicatorFile;
import dev.assay.detectors.indicator.Campaigns;
import dev.assay.detectors.indicator.Indicator;
import dev.assay.detectors.indicator.Indicators;
import dev.assay.detectors.name.KnownBad;
import dev.assay.detectors.name.NamePolicy;
import dev.assay.detectors.name.NameRule;
import dev.assay.detectors.name.PackageName;
import dev.assay.engine.fact.Dependency;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import picocli.CommandLine.Model.CommandSpec;

/** What packages are compared with: the same for scans and for {@code assay check}. */
final class IndicatorArguments {
    private IndicatorArguments() {}

    static void addTo(CommandSpec spec) {
        spec.addOption(Options.values(
                "FILE",
                null,
                "Compare packages with the indicators in FILE as well: OSV, JSON, CSV or lines of text. May be"
                        + " repeated.",
                "--indicators"));
        DataArguments.addTo(spec);
    }

    /**
     * Those of the build, of the store and of the user. The user's are read at once, so that a faulty line is told whatever is
     * scanned.
     *
     * @param targets what is scanned: no reference data is taken from there
     */
    static Indicators open(CommandSpec parsed, List<String> targets, Context context) {
        List<Indicators.Source> sources = new ArrayList<>();
        Set<String> digests = new TreeSet<>();
        sources.add(Campaigns.SOURCE);
        DataArguments.store(parsed, context).ifPresent(store -> {
            sources.add(() -> store.indexes(CacheArguments.paths(targets, context)));
            try {
                digests.addAll(store.digests(CacheArguments.paths(targets, context)));
            } catch (IOException e) {
                // said with the first question to it, as all else that is wrong with a store
            }
        });
        for (String file : Options.list(parsed.findOption("--indicators"))) {
            IndicatorFile.Compiled compiled =
                    IndicatorFile.compile(context.folder().resolve(file));
            sources.add(() -> List.of(compiled.index()));
            digests.addAll(compiled.digests());
            compiled.leftOut().ifPresent(leftOut -> context.notice("--indicators: " + file + ": " + leftOut));
        }
        return new Indicators(sources, digests);
    }

    /** What is in a namespace of the user's own is not what anybody else has published under that name. */
    static Predicate<Dependency> isOwn(NamePolicy policy) {
        return dependency ->
                NameRule.asked(dependency).flatMap(policy::privateNamespace).isPresent();
    }

    /** The same data, for names that are checked. */
    static KnownBad knownBad(Indicators indicators) {
        return new KnownBad() {
            @Override
            public Optional<String> advisory(PackageName name, String version) {
                return id(() -> indicators.malicious(name.ecosystem().type(), name.canonical(), version));
            }

            @Override
            public Optional<String> ofSomeVersions(PackageName name) {
                return id(() -> indicators.maliciousVersions(name.ecosystem().type(), name.canonical()));
            }
        };
    }

    /** What is asked of the indicators, which may turn out not to be readable. */
    private interface Asked {
        Optional<Indicator> ask() throws IOException;
    }

    private static Optional<String> id(Asked asked) {
        try {
            return asked.ask().map(Indicator::id);
        } catch (IOException e) {
            String reason = "reference data cannot be read: " + e.getMessage();
            throw new UncheckedIOException(reason, new IOException(reason, e));
        }
    }
}
