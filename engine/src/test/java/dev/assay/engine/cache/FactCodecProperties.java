package dev.assay.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.cache.Decoded.Part;
import dev.assay.engine.cache.Decoded.PartGap;
import dev.assay.engine.fact.Anomaly;
import dev.assay.engine.fact.ArchiveEntry;
import dev.assay.engine.fact.AutomaticCommand;
import dev.assay.engine.fact.CallableReference;
import dev.assay.engine.fact.CodeUse;
import dev.assay.engine.fact.ConstantCall;
import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.fact.Dependency;
import dev.assay.engine.fact.EmbeddedCode;
import dev.assay.engine.fact.Executable;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.FileDigest;
import dev.assay.engine.fact.FileReference;
import dev.assay.engine.fact.GraphOperator;
import dev.assay.engine.fact.Indicator;
import dev.assay.engine.fact.MavenProject;
import dev.assay.engine.fact.OpenUse;
import dev.assay.engine.fact.Pipeline;
import dev.assay.engine.fact.Program;
import dev.assay.engine.fact.RegistryRecord;
import dev.assay.engine.fact.RepositoryTrait;
import dev.assay.engine.fact.Secret;
import dev.assay.engine.fact.SharedConstant;
import dev.assay.engine.fact.Suppression;
import dev.assay.engine.fact.TensorInfo;
import dev.assay.engine.fact.TensorNames;
import dev.assay.engine.fact.TensorStatistics;
import dev.assay.engine.fact.Workflow;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.scan.TestScan;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class FactCodecProperties {
    @Property(tries = 300)
    void whatWasEncodedIsDecodedEqual(@ForAll("decoded") Decoded decoded) throws IOException {
        assertThat(FactCodec.decode(FactCodec.encode(decoded))).isEqualTo(decoded);
    }

    /** A damaged store gives other facts or an IOException, and nothing else. */
    @Property(tries = 500)
    void damagedBytesGiveAnIOExceptionAtMost(
            @ForAll("decoded") Decoded decoded,
            @ForAll @IntRange(max = 1 << 20) int where,
            @ForAll byte flip,
            @ForAll boolean truncate) {
        byte[] bytes = FactCodec.encode(decoded);
        int at = where % bytes.length;
        bytes[at] ^= flip;
        byte[] damaged = truncate ? Arrays.copyOf(bytes, at) : bytes;
        try {
            assertThat(FactCodec.decode(damaged)).isNotNull();
        } catch (IOException e) {
            assertThat(truncate || flip != 0).isTrue();
        }
    }

    @Property(tries = 500)
    void anyBytesGiveAnIOExceptionAtMost(@ForAll byte[] bytes) {
        try {
            assertThat(FactCodec.decode(bytes)).isNotNull();
        } catch (IOException e) {
            assertThat(e).isNotNull();
        }
    }

    @Provide
    Arbitrary<Decoded> decoded() {
        Arbitrary<TreeMap<String, Long>> byFormat =
                Arbitraries.maps(text(), Arbitraries.longs()).ofMaxSize(3).map(TreeMap::new);
        return Combinators.combine(part().list().ofMaxSize(3), Arbitraries.longs(), Arbitraries.longs(), byFormat)
                .as(Decoded::new);
    }

    private static Arbitrary<Part> part() {
        return Combinators.combine(
                        text().list().ofMaxSize(3),
                        text().list().ofMaxSize(2),
                        text().list().ofMaxSize(2),
                        fact().list().ofMaxSize(4),
                        gap().list().ofMaxSize(2))
                .as(Part::new);
    }

    private static Arbitrary<PartGap> gap() {
        return Combinators.combine(Arbitraries.of(GapKind.class), Arbitraries.longs(), text(), Arbitraries.longs())
                .as(PartGap::new);
    }

    private static Arbitrary<Fact> fact() {
        return Arbitraries.oneOf(List.of(
                callable(),
                entry(),
                executable(),
                anomaly(),
                program(),
                code(),
                tensors(),
                operator(),
                ofText(),
                property(),
                tensor(),
                statistics(),
                file()));
    }

    private static Arbitrary<Fact> callable() {
        return Combinators.combine(
                        text(),
                        text(),
                        Arbitraries.of(CallableReference.Reach.class),
                        Arbitraries.of(CallableReference.Use.class).set(),
                        text(),
                        Arbitraries.longs(),
                        Arbitraries.longs().list().ofMaxSize(CallableReference.MOST_OFFSETS))
                .as(CallableReference::new);
    }

    private static Arbitrary<Fact> entry() {
        return Combinators.combine(
                        text(), Arbitraries.of(ArchiveEntry.Type.class), text().injectNull(0.5), Arbitraries.longs())
                .as(ArchiveEntry::new);
    }

    private static Arbitrary<Fact> executable() {
        return Combinators.combine(text(), text(), text(), Arbitraries.longs()).as(Executable::new);
    }

    private static Arbitrary<Fact> anomaly() {
        return Combinators.combine(text(), text(), Arbitraries.longs(), Arbitraries.longs())
                .as(Anomaly::new);
    }

    private static Arbitrary<Fact> code() {
        return Combinators.combine(text(), text(), text(), Arbitraries.longs()).as(EmbeddedCode::new);
    }

    private static Arbitrary<Fact> file() {
        return Combinators.combine(text(), text(), text(), Arbitraries.longs()).as(FileReference::new);
    }

    private static Arbitrary<Fact> tensors() {
        Arbitrary<List<String>> names = text().list().ofMaxSize(4);
        return Combinators.combine(names, names, Arbitraries.longs()).as((tensors, files, offset) -> {
            TensorNames.Builder builder =
                    new TensorNames.Builder(new Budget(Limits.DEFAULT, Clock.endless(), TestScan.memory(), 0));
            for (int i = 0; i < tensors.size(); i++) {
                builder.add(tensors.get(i), offset, files.isEmpty() ? 0 : builder.file(files.get(i % files.size())));
            }
            return builder.build();
        });
    }

    private static Arbitrary<Fact> property() {
        return Combinators.combine(text(), text(), Arbitraries.longs()).as(dev.assay.engine.fact.Property::new);
    }

    private static Arbitrary<Fact> tensor() {
        return Combinators.combine(
                        text(),
                        text(),
                        Arbitraries.longs().list().ofMaxSize(4),
                        Arbitraries.longs(),
                        Arbitraries.longs())
                .as(TensorInfo::new);
    }

    private static Arbitrary<Fact> statistics() {
        Arbitrary<Long> longs = Arbitraries.longs();
        Arbitrary<Integer> integers = Arbitraries.integers();
        Arbitrary<Double> doubles = Arbitraries.doubles();
        Arbitrary<TensorStatistics.Values> values = Combinators.combine(longs, longs, longs, doubles, doubles, doubles)
                .as(TensorStatistics.Values::new);
        Arbitrary<TensorStatistics.Bits> bits = Combinators.combine(
                        integers, integers, longs, integers, longs, integers, longs, doubles)
                .as(TensorStatistics.Bits::new);
        Arbitrary<TensorStatistics.Outputs> outputs = Combinators.combine(
                        integers, doubles, doubles, doubles, integers, integers)
                .as(TensorStatistics.Outputs::new);
        return Combinators.combine(text(), text(), longs, longs, values, bits, outputs)
                .as(TensorStatistics::new);
    }

    private static Arbitrary<Fact> operator() {
        return Combinators.combine(
                        text(),
                        text(),
                        text(),
                        text(),
                        text(),
                        Arbitraries.of(true, false),
                        Arbitraries.longs(),
                        Arbitraries.longs())
                .as(GraphOperator::new);
    }

    private static Arbitrary<Fact> ofText() {
        Arbitrary<Fact> use = Combinators.combine(
                        text(), text(), text(), Arbitraries.of(CodeUse.When.class), text(), Arbitraries.longs())
                .as(CodeUse::new);
        Arbitrary<Fact> secret = Combinators.combine(
                        text(), text(), Arbitraries.integers(), text(), Arbitraries.longs())
                .as(Secret::new);
        Arbitrary<Fact> indicator =
                Combinators.combine(text(), text(), Arbitraries.longs()).as(Indicator::new);
        Arbitrary<Fact> suppression = Combinators.combine(
                        text().list().ofMaxSize(3),
                        text(),
                        text(),
                        Arbitraries.longs(),
                        Arbitraries.longs(),
                        Arbitraries.longs())
                .as(Suppression::new);
        Arbitrary<CryptoUse> crypto = Combinators.combine(
                        Arbitraries.of(CryptoUse.Kind.class),
                        text(),
                        text(),
                        Arbitraries.maps(text(), text()).ofMaxSize(3),
                        text(),
                        text(),
                        Arbitraries.longs(),
                        Arbitraries.integers())
                .as((kind, algorithm, purpose, parameters, source, via, offset, line) ->
                        CryptoUse.of(kind, algorithm, purpose, parameters, source, via, offset, line, line / 2));
        Arbitrary<Fact> call = Combinators.combine(text(), text().list().ofMaxSize(3), Arbitraries.longs())
                .as(ConstantCall::new);
        Arbitrary<Fact> constant =
                Combinators.combine(text(), text(), Arbitraries.longs()).as(SharedConstant::new);
        return Arbitraries.oneOf(List.of(
                use,
                secret,
                indicator,
                suppression,
                crypto.map(one -> one),
                crypto.map(OpenUse::new),
                call,
                constant,
                dependency(),
                project(),
                record(),
                workflow(),
                ofTools()));
    }

    private static Arbitrary<Fact> project() {
        Arbitrary<MavenProject.Mentioned> mentioned = Combinators.combine(
                        Arbitraries.of(MavenProject.Kind.class),
                        text().list().ofSize(6),
                        Arbitraries.of(true, false),
                        Arbitraries.longs(),
                        Arbitraries.integers())
                .as((kind, t, open, offset, line) -> new MavenProject.Mentioned(
                        kind, t.get(0), t.get(1), t.get(2), t.get(3), t.get(4), t.get(5), open, offset, line));
        return Combinators.combine(
                        text(),
                        mentioned.list().ofMaxSize(3),
                        Arbitraries.maps(text(), text()).ofMaxSize(3),
                        text(),
                        Arbitraries.longs())
                .as((parent, all, properties, licence, offset) ->
                        new MavenProject(parent, all, new TreeMap<>(properties), licence, offset));
    }

    private static Arbitrary<Fact> ofTools() {
        return Combinators.combine(text(), text(), text(), Arbitraries.longs(), Arbitraries.integers())
                .as((one, two, three, offset, n) -> switch (Math.floorMod(n, 3)) {
                    case 0 -> new AutomaticCommand(one, two, three, offset, n);
                    case 1 -> new FileDigest(one, two, offset);
                    default -> new RepositoryTrait(RepositoryTrait.Kind.values()[Math.floorMod(n, 4)], three);
                });
    }

    private static Arbitrary<Fact> workflow() {
        Arbitrary<TreeMap<String, String>> map =
                Arbitraries.maps(text(), text()).ofMaxSize(3).map(TreeMap::new);
        Arbitrary<List<String>> list = text().list().ofMaxSize(3);
        Arbitrary<Workflow.Step> step = Combinators.combine(text(), text(), map, map, Arbitraries.longs())
                .as((one, two, with, env, at) -> new Workflow.Step(
                        one, two, one + 1, two + 2, one + 3, two + 4, with, env, at, (int) (long) at));
        Arbitrary<Workflow.Job> job = Combinators.combine(
                        text(), list, text(), list, text(), map, step.list().ofMaxSize(3), Arbitraries.longs())
                .as((id, needs, condition, runners, text, with, steps, at) -> new Workflow.Job(
                        id, needs, condition, runners, text, text + 1, text + 2, with, steps, at, (int) (long) at));
        Arbitrary<Workflow.Trigger> trigger = Combinators.combine(text(), list).as(Workflow.Trigger::new);
        return Combinators.combine(
                        text(), trigger.list().ofMaxSize(3), job.list().ofMaxSize(3), Arbitraries.longs())
                .as((name, triggers, jobs, at) ->
                        at % 2 == 0 ? new Workflow(name, triggers, jobs, at) : new Pipeline(jobs, at));
    }

    private static Arbitrary<Fact> record() {
        Arbitrary<RegistryRecord.Releases> releases = Arbitraries.longs()
                .map(n -> new RegistryRecord.Releases(n, n + 1, n + 2, n.intValue(), n.intValue() + 1));
        return Combinators.combine(
                        text(),
                        Arbitraries.of(RegistryRecord.Existence.class),
                        releases,
                        text().list().ofMaxSize(4),
                        Arbitraries.maps(Arbitraries.of(RegistryRecord.Trait.class), Arbitraries.of(true, false)),
                        Arbitraries.maps(Arbitraries.of(RegistryRecord.Aspect.class), text()))
                .as((text, existence, published, owners, traits, sources) -> new RegistryRecord(
                        new Dependency.Coordinates("npm", text, text + "1"),
                        existence,
                        published,
                        new RegistryRecord.Downloads(published.count() / 2, published.mostInDay()),
                        owners,
                        "https://" + text,
                        traits,
                        published.count() / 3,
                        sources));
    }

    private static Arbitrary<Fact> dependency() {
        Arbitrary<Dependency.Coordinates> coordinates =
                Combinators.combine(text(), text(), text()).as(Dependency.Coordinates::new);
        Arbitrary<Dependency.Origin> origin = Combinators.combine(
                        Arbitraries.of(Dependency.Origin.Kind.class), text(), text())
                .as(Dependency.Origin::new);
        return Combinators.combine(
                        coordinates,
                        text(),
                        Arbitraries.of(Dependency.Relation.class),
                        Arbitraries.of(Dependency.Scope.class),
                        text().list().ofMaxSize(4),
                        origin,
                        Arbitraries.longs(),
                        Arbitraries.integers())
                .as((of, text, relation, scope, path, from, offset, n) -> new Dependency(
                        of,
                        text,
                        text + "1",
                        "^" + text,
                        relation,
                        scope,
                        path,
                        n,
                        from,
                        "sha1-" + text,
                        text + " OR MIT",
                        offset,
                        n / 2));
    }

    private static Arbitrary<Fact> program() {
        Arbitrary<Program.Line> line =
                Combinators.combine(text(), Arbitraries.longs()).as(Program.Line::new);
        return Combinators.combine(Arbitraries.longs(), line.list().ofMaxSize(4))
                .as(Program::new);
    }

    /** Any text, halves of surrogate pairs included: Python writes such, and decoders read them. */
    private static Arbitrary<String> text() {
        return Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(12),
                Arbitraries.strings().withCharRange('\ud7ff', '\ue000').ofMaxLength(6));
    }
}
