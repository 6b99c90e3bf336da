package dev.assay.detectors.crypto.setup;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.SharedConstant;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Tree.Mapping;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one configuration says of cryptography, collected while it is read: directives of {@code directives.tsv}, of those of one
 * name in one block the one that counts. Belongs to one thread.
 */
final class Configuration implements Settings {
    /** The reading of what is a line of a shell. */
    static final String COMMAND = "command";

    private static final String BOM = "\u00ef\u00bb\u00bf";

    /** Files within files: a values file within a manifest within a list of manifests. */
    private static final int MOST_DEPTH = 3;

    /** A file with more variables is a table. */
    private static final int MOST_SHARED = 1_000;

    /** More gaps than that say nothing more. */
    private static final int MOST_GAPS = 10;

    /** A program in YAML or JSON, and what a document must say. */
    private record Source(String id, String protocol, String key, List<String> values) {}

    private record Name(Block block, String name, String program) {}

    private static final List<Source> IN_TREES = Table.read("documents.tsv", 3).stream()
            .map(row -> {
                int equals = row.get(2).indexOf('=');
                return equals < 0
                        ? new Source(row.get(0), row.get(1), "", List.of())
                        : new Source(
                                row.get(0),
                                row.get(1),
                                row.get(2).substring(0, equals),
                                Parts.of(row.get(2).substring(equals + 1), '|'));
            })
            .toList();

    private static final Source ENVIRONMENT = new Source("environment", "TLS", "", List.of());

    private record Kept(Given given, String reading) {}

    private final Program program;
    private final Uses uses;
    private final Sink out;
    private final Budget budget;
    private final int depth; // of files within files
    private final Map<Object, Kept> kept = new LinkedHashMap<>();
    private final Definitions definitions = new Definitions();
    private List<Source> sources;
    private boolean hasBranches;
    private boolean isFull;
    private boolean isBeginning; // of which nobody knows what closes its blocks
    private int gaps;
    private int shared;
    private int writes; // of commands within what commands write

    Configuration(Program program, Uses uses, Sink out, Budget budget) {
        this(program, uses, out, budget, 0);
    }

    private Configuration(Program program, Uses uses, Sink out, Budget budget, int depth) {
        this.program = program;
        this.uses = uses;
        this.out = out;
        this.budget = budget;
        this.depth = depth;
        this.sources = program.syntax() == Syntax.DOCKERFILE
                ? List.of(ENVIRONMENT)
                : List.of(new Source(program.id(), program.protocol(), "", List.of()));
    }

    /** The programs that {@link #document} chooses from. */
    static Set<String> inTrees() {
        return IN_TREES.stream().map(Source::id).collect(Collectors.toUnmodifiableSet());
    }

    /** Reads all whole lines of the beginning of a text, which may end anywhere. */
    void readBeginning(byte[] bytes, int length) {
        isBeginning = true;
        int end = length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        read(bytes, end);
    }

    /** Reads what the program's syntax says. */
    void read(byte[] bytes, int length) {
        read(bytes, length, this);
    }

    private void read(byte[] bytes, int length, Settings to) {
        hasBranches = Templates.hasBranches(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
        switch (program.syntax()) {
            case TREE -> new TreeReader(to, this::document).read(bytes, length, budget);
            case XML -> new XmlReader(to).read(bytes, length, budget);
            default -> {
                String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
                String plain = text.startsWith(BOM) ? "   " + text.substring(BOM.length()) : text;
                read(Templates.isIn(plain) ? Templates.open(plain) : plain, to);
            }
        }
    }

    private void read(String text, Settings to) {
        switch (program.syntax()) {
            case LINES, SECTIONS, INI, REGISTRY, PASSWORDS, PROPERTIES, POSTFIX ->
                new LineReader(text, program.syntax(), to, budget).read();
            case SEMICOLONS, BRACES -> new BlockReader(text, program.syntax(), to, budget).read();
            case DOCKERFILE -> DockerfileReader.read(text, to, budget);
            case TREE, XML -> throw new IllegalStateException("read elsewhere");
        }
    }

    /** A document of YAML or JSON begins. */
    void document(Mapping document) {
        List<Source> now = new ArrayList<>();
        for (Source source : IN_TREES) {
            String value = source.key().isEmpty() ? null : document.text(source.key());
            if (source.key().isEmpty() || value != null && source.values().contains(value)) {
                now.add(source);
            }
        }
        sources = now;
    }

    @Override
    public void setting(Block block, Span name, Span value) {
        definitions.take(block.path(name.text()), value);
        if (program.id().equals(Variables.TERRAFORM) || program.id().equals(Variables.TERRAFORM_VARIABLES)) {
            share(block, name, value);
        }
        if (Directives.all().isBeside(name.text())) {
            block.put(name.text(), value);
        }
        String bare = withoutIndex(name.text());
        if (!Directives.all().isLast(block, bare)) {
            return;
        }
        String path = block.path(bare);
        Source of = null;
        Directives.Directive found = null;
        for (Source source : sources) {
            Directives.Directive row = Directives.all().find(source.id(), path);
            if (row != null
                    && (found == null || row.path().length() > found.path().length())) {
                of = source;
                found = row;
            }
        }
        if (found != null && found.reading().equals(COMMAND)) {
            command(value);
        } else if (of != null && found != null) {
            keep(found, new Given(of.id(), bare, of.protocol(), block, value, found.argument(), uses), name);
        }
    }

    private void keep(Directives.Directive row, Given given, Span name) {
        if (kept.size() >= Uses.MOST) {
            isFull = true;
            return;
        }
        Program.Repeat repeat = hasBranches || row.reading().equals("options") ? Program.Repeat.EACH : program.repeat();
        Object key = repeat == Program.Repeat.EACH
                ? new Object()
                : new Name(given.block(), Span.key(name.text()), given.source());
        Kept one = new Kept(given, row.reading());
        if (repeat == Program.Repeat.FIRST) {
            kept.putIfAbsent(key, one);
        } else {
            kept.put(key, one);
        }
    }

    /** {@code versions.1} and {@code protocols[0]} are values of a list. */
    private static String withoutIndex(String name) {
        int end = name.length();
        while (end > 0 && (Character.isDigit(name.charAt(end - 1)) || name.charAt(end - 1) == ']')) {
            end--;
        }
        boolean isIndex =
                end > 1 && end < name.length() && (name.charAt(end - 1) == '.' || name.charAt(end - 1) == '[');
        boolean isVersion = isIndex && name.lastIndexOf('v', end) == end - 3; // tlsv1.0
        return isIndex && !isVersion ? name.substring(0, end - 1) : name;
    }

    @Override
    public void command(Span line) {
        Commands.read(
                line,
                new Commands.Effects() {
                    @Override
                    public void variable(Span name, Span value) {
                        Configuration.this.variable(name, value);
                    }

                    @Override
                    public void file(String path, Span text) {
                        written(path, text);
                    }
                },
                uses);
    }

    /** What a command leaves in a file, which may be a script that does so as well. */
    private void written(String path, Span text) {
        if (writes < MOST_DEPTH) {
            writes++;
            file(path, text);
            writes--;
        }
    }

    private void variable(Span name, Span value) {
        Directives.Directive row = Directives.all().find(ENVIRONMENT.id(), Span.key(name.text()));
        if (row != null) {
            Readings.read(
                    row.reading(),
                    new Given(
                            ENVIRONMENT.id(),
                            name.text(),
                            ENVIRONMENT.protocol(),
                            Block.root(),
                            value,
                            row.argument(),
                            uses));
        }
    }

    @Override
    public void file(String path, Span text) {
        if (depth >= MOST_DEPTH) {
            return;
        }
        if (path.endsWith(".sh") || text.text().stripLeading().startsWith("#!")) {
            command(text);
            return;
        }
        byte[] bytes = text.text().getBytes(StandardCharsets.ISO_8859_1);
        Program of = Program.of(path, bytes);
        if (of != null) {
            Configuration inner = new Configuration(of, uses, out, budget, depth + 1);
            inner.read(bytes, bytes.length, new Within(inner, text));
            inner.settle();
        }
    }

    @Override
    public void gap(int offset, String reason) {
        if (!isBeginning && gaps++ < MOST_GAPS) {
            out.gap(GapKind.MALFORMED, offset, reason, -1);
        }
    }

    private void settle() {
        kept.values().forEach(one -> {
            for (Span value : definitions.choices(one.given().value())) {
                settle(one, value);
            }
        });
    }

    private void settle(Kept one, Span value) {
        Given given = one.given();
        boolean isTerraform = given.source().equals(Variables.TERRAFORM);
        String variable = isTerraform ? Variables.named(value) : null;
        String asked = isTerraform && variable == null ? Variables.named(given.value()) : variable;
        if (asked != null) { // as another file may say
            out.fact(Variables.open(given, one.reading(), asked, variable == null, uses.lines()));
        }
        if (variable == null) {
            Readings.read(one.reading(), given.with(given.via(), value, given.argument()));
        }
    }

    private void share(Block block, Span name, Span value) {
        String variable = Definitions.variable(block.path(name.text()));
        SharedConstant shared = variable != null
                ? Variables.shared(Variables.DEFAULT, variable, value)
                : block.isRoot()
                        ? Variables.shared(Variables.SET, name.text(), value)
                        : Variables.given(block.path(name.text()), value);
        if (shared != null && this.shared++ < MOST_SHARED) {
            out.fact(shared);
        }
    }

    /** All of it has been read. */
    void end() {
        settle();
        if (isFull || uses.isFull()) {
            out.gap(GapKind.LIMIT, -1, "says more than " + Uses.MOST + " things of cryptography", -1);
        }
        uses.handOn(out);
    }
}
