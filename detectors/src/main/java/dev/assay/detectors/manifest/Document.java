package dev.assay.detectors.manifest;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.ConflictMarks;
import dev.assay.engine.text.JsonReader;
import dev.assay.engine.text.JsonTree;
import dev.assay.engine.text.LineCounter;
import dev.assay.engine.text.Lines;
import dev.assay.engine.text.PlainYaml;
import dev.assay.engine.text.SectionTree;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.TreeRoom;
import dev.assay.engine.text.XmlTree;
import dev.assay.engine.text.YamlTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A manifest that is held as a whole, and the readers over it. Trees live as long as the document. Belongs to one thread.
 */
public final class Document {
    private static final int MOST_JSON_DEPTH = 2_000;
    private static final int MOST_JSON_TEXT_BYTES = 64 << 10;

    private final byte[] bytes;
    private final int length;
    private final Budget budget;
    private final TreeRoom room;
    private final Shape shape;
    private final Repeated repeated;
    private final Sink out;
    private final Lines lines;
    private final LineCounter counter = new LineCounter();
    private int counted;
    private boolean isRepeating;
    private long faultAt = -1;
    private int nulAt = -1;
    private boolean isNulTold;
    private boolean isFaultTold;
    private boolean isBroken;

    Document(byte[] bytes, int length, Budget budget, TreeRoom room, Shape shape, Repeated repeated, Sink out) {
        this.bytes = bytes;
        this.length = length;
        this.budget = budget;
        this.room = room;
        this.shape = shape;
        this.repeated = repeated;
        this.out = out;
        this.lines = new Lines(bytes, length);
    }

    /** The same document with others in the place of its bytes, as many as there are; trees count where those of this one do. */
    public Document withBytes(byte[] others) {
        return new Document(others, others.length, budget, room, shape, repeated, out);
    }

    /** Holds the {@link #length} bytes; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public Budget budget() {
        return budget;
    }

    /** What it says of the version of its format, where that is no value of a tree: a later one than is known is a gap. */
    public void version(String written, long offsetBytes) {
        shape.version(written, offsetBytes);
    }

    /** Where trees are counted. */
    public TreeRoom room() {
        return room;
    }

    /** From 1; 0 for no place. */
    public int line(long offsetBytes) {
        if (offsetBytes < 0) {
            return 0;
        }
        int offset = (int) Math.min(offsetBytes, length);
        if (offset < counted) {
            return lines.line(offset);
        }
        counter.pass(bytes, counted, offset); // most come in their order, and counting on is a fifth of the work
        counted = offset;
        return counter.line();
    }

    /** All of it as UTF-8, without a byte order mark. */
    public String text() {
        int from = length >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf ? 3 : 0;
        return new String(bytes, from, length - from, StandardCharsets.UTF_8);
    }

    /** Read leniently: comments and the like count for nothing. What stands in front of a fault, which is a gap. */
    public Tree json() throws MalformedException {
        JsonTree.Front read = JsonTree.front(bytes, length, room);
        tell(read.fault());
        return whole(shape.looked(read.tree()));
    }

    /** Tells of what every document of the format has, and this one has not. */
    private Tree whole(Tree tree) {
        String lacking = faultAt < 0 ? shape.lacks(tree) : ""; // else it may stand behind the fault
        if (!lacking.isEmpty()) {
            isBroken = true;
            out.gap(
                    GapKind.MALFORMED,
                    length,
                    "no " + lacking + ", which its tool always writes: it may have been cut off",
                    -1);
        }
        return tree;
    }

    /** Tells of what nothing behind is read of; null for nothing. */
    void tell(@Nullable MalformedException fault) {
        if (fault != null) {
            isFaultTold = true;
            stops(fault);
            MalformedException told = ConflictMarks.told(bytes, length, fault);
            out.gap(GapKind.MALFORMED, told.offsetBytes(), told.reason(), -1);
        }
    }

    /** Whether it has a fault, behind which nothing of it was read: what is missing may stand there. */
    boolean isFaulty() {
        return faultAt >= 0;
    }

    /** Something in it breaks the rules at a place, and that is told. */
    void breaks(long offsetBytes) {
        isBroken = true;
        int nul = nul();
        isNulTold |= offsetBytes <= nul && line(offsetBytes) == line(nul);
    }

    /** Whether it is told by now that a value has another kind than its place has. */
    boolean isOfOtherKinds() {
        return shape.isBroken();
    }

    /** Whether it is told by now that something in it breaks the rules. */
    boolean isBroken() {
        return isBroken;
    }

    /** Tells of the first NUL byte, which no text has; not where nothing was read any more, or something else is told of its line. */
    void tellNul() {
        int nul = nul();
        if (nul < length && !isNulTold && (faultAt < 0 || faultAt > nul)) {
            out.gap(GapKind.MALFORMED, nul, "a NUL byte, which no text has: it may be damaged from here on", -1);
        }
    }

    boolean hasNul() {
        return nul() < length;
    }

    private int nul() {
        if (nulAt < 0) {
            nulAt = 0;
            while (nulAt < length && bytes[nulAt] != 0) {
                nulAt++;
            }
        }
        return nulAt;
    }

    /** Whether it has a fault that is told: what else is wrong may be for that, and one gap is enough. */
    boolean isFaultTold() {
        return isFaultTold;
    }

    /** Nothing behind it is read, and what is missing may stand there: to be refused with that fault. */
    public void stops(MalformedException fault) {
        faultAt = fault.offsetBytes();
    }

    /** What stands in front of a fault, which is a gap; a conflict's marks are one, and both of its sides are read. */
    public Tree toml() throws MalformedException {
        FaultyToml.Result read = FaultyToml.read(bytes, length, room);
        tell(read.fault());
        return whole(shape.looked(read.tree()));
    }

    public Tree ini() throws MalformedException {
        return SectionTree.read(bytes, length, SectionTree.Dialect.INI, room);
    }

    /**
     * A part of JSON at a time, for what may be larger than a tree may be; its texts are the caller's to count.
     *
     * @param around keys behind which the document may stand within another
     */
    public void jsonParts(Set<String> around, JsonTree.Parts out) throws MalformedException {
        try {
            JsonTree.parts(bytes, length, () -> new TreeRoom(budget, 0), around, shape.looking(out));
        } catch (MalformedException fault) {
            stops(fault);
            throw fault;
        }
    }

    /** JSON whose outermost value is an object, as that of every manifest is. */
    public Mapping jsonObject() throws MalformedException {
        if (json() instanceof Mapping root) {
            return root;
        }
        throw new MalformedException(0, "it is no object");
    }

    /** Hands on each document of YAML that is a mapping, then refuses the rest from where it breaks the rules. */
    public void yaml(Consumer<? super Mapping> reader) throws MalformedException {
        YamlTree.Result yaml = readYaml();
        for (Tree tree : yaml.documents()) {
            if (shape.looked(tree) instanceof Mapping root) {
                reader.accept(root);
            }
            boolean isNothing = tree instanceof Tree.Scalar scalar
                    && (scalar.text().isEmpty() || scalar.text().equals("null"));
            MalformedException.check(
                    tree instanceof Mapping || isNothing, tree.offsetBytes(), "a document that is no mapping");
        }
        if (yaml.fault() != null) {
            throw yaml.fault();
        }
    }

    /** As far as it can be read: a fault is in the result. */
    public YamlTree.Result yaml() {
        YamlTree.Result yaml = readYaml();
        yaml.documents().forEach(shape::look);
        return yaml;
    }

    /** Aliases are followed, as tools follow them; what is left out of that is a gap. */
    private YamlTree.Result readYaml() {
        try {
            Tree plain = PlainYaml.read(bytes, length, room);
            if (plain != null) {
                return new YamlTree.Result(List.of(plain), 1, false, -1, null); // it knows no aliases
            }
            YamlTree.Result yaml = YamlTree.following(bytes, length, room);
            if (yaml.fault() != null) {
                stops(yaml.fault());
            }
            isRepeating |= yaml.isFollowed();
            if (yaml.leftOutBytes() >= 0) {
                out.gap(GapKind.LIMIT, yaml.leftOutBytes(), YamlTree.LEFT_OUT, -1);
            }
            return yaml;
        } catch (MalformedException e) {
            return new YamlTree.Result(List.of(), 1, false, -1, e);
        }
    }

    /** Whether a place of it may have been read more than once, as it stands behind an alias. */
    boolean isRepeating() {
        return isRepeating;
    }

    /** What stands in front of a fault, which is a gap. */
    public XmlTree.Element xml() throws MalformedException {
        XmlTree.Front read = XmlTree.front(bytes, length, room);
        tell(read.fault());
        repeated.look(read.root());
        return read.root();
    }

    /** The tokens of JSON, for what is too large for a tree. Close the reader, which belongs to the caller. */
    public ByteReader reader() {
        return new ByteReader(new MemorySource(bytes, 0, length), budget);
    }

    /** See {@link #reader}. */
    public static JsonReader tokens(ByteReader reader) throws IOException {
        return JsonReader.lax(reader, MOST_JSON_DEPTH, MOST_JSON_TEXT_BYTES);
    }
}
