package dev.assay.detectors.manifest.binary;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Mention;
import dev.assay.detectors.manifest.binary.Image.Section;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.text.Parts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Go writes into a program of its build (package {@code debug/buildinfo}): a header in the section {@code .go.buildinfo}, or at the
 * beginning of the data where sections have no such names; since Go 1.18 the texts follow, before that it points to them. The modules
 * are lines: {@code mod}, {@code dep} with the path, version and digest, {@code =>} for what replaces the one above.
 */
final class GoBuildInfo {
    private static final String ECOSYSTEM = "golang";
    private static final byte[] MAGIC = "\u00ff Go buildinf:".getBytes(StandardCharsets.ISO_8859_1);
    private static final int HEADER_BYTES = 32;
    private static final int ALIGNMENT = 16;
    private static final int INLINE = 2;
    private static final int BIG = 1;

    /** So much of the data Go itself looks through. */
    private static final int MOST_SEARCHED = 1 << 20;

    /** Of a program with a thousand modules it is of some hundred thousand bytes. */
    private static final int MOST_TEXT = 16 << 20;

    /** The version of Go, and lines about modules. */
    private record Texts(String version, String modules) {}

    private GoBuildInfo() {}

    /** Tells of the modules, if the program is of Go. */
    static void read(Image image, Budget budget, Dependencies out) throws IOException {
        Section section = section(image);
        if (section == null) {
            return;
        }
        ByteBuffer data = image.at(section.offset(), (int) Math.min(section.size(), MOST_SEARCHED));
        budget.spendWork(data.capacity());
        int at = find(data);
        if (at < 0) {
            return;
        }
        long offset = section.offset() + at;
        int flags = data.get(at + 15);
        boolean isInline = (flags & INLINE) != 0;
        Texts texts = isInline ? inline(image, offset) : pointed(image, data, at, (flags & BIG) != 0);
        standard(texts.version(), offset, out);
        tell(texts.modules(), offset, out);
    }

    private static @Nullable Section section(Image image) {
        for (String name : List.of(".go.buildinfo", "__go_buildinfo")) {
            Section named = image.named(name);
            if (named != null) {
                return named;
            }
        }
        for (Section each : image.sections()) {
            if (each.isData() && each.size() >= HEADER_BYTES) {
                return each;
            }
        }
        return null;
    }

    private static int find(ByteBuffer data) {
        for (int i = 0; i + HEADER_BYTES <= data.capacity(); i += ALIGNMENT) {
            int same = 0;
            while (same < MAGIC.length && data.get(i + same) == MAGIC[same]) {
                same++;
            }
            if (same == MAGIC.length) {
                return i;
            }
        }
        return -1;
    }

    /** Two texts, each behind its length: the version of Go, the modules. */
    private static Texts inline(Image image, long header) throws IOException {
        image.in().seek(header + HEADER_BYTES);
        byte[] version = image.in().bytes(length(image.in().varint(), header));
        byte[] modules = image.in().bytes(length(image.in().varint(), header));
        return new Texts(new String(version, StandardCharsets.UTF_8), unwrapped(modules));
    }

    /** Advisories of the standard library, which every program has a part of, go by Go's own version: {@code go1.22.1 X:flag}. */
    private static void standard(String version, long offset, Dependencies out) {
        int space = version.indexOf(' ');
        String plain = space < 0 ? version : version.substring(0, space);
        if (plain.startsWith("go1.")) { // else a state of its development
            out.add(Mention.of(ECOSYSTEM, "", "stdlib")
                    .version("v" + plain.substring("go".length()))
                    .relation(Relation.DIRECT)
                    .at(offset));
        }
    }

    private static int length(long length, long at) throws MalformedException {
        MalformedException.check(length >= 0 && length <= MOST_TEXT, at, "build information of an impossible size");
        return (int) length;
    }

    /** Before Go 1.18: addresses of two texts, each an address and a length itself. */
    private static Texts pointed(Image image, ByteBuffer data, int at, boolean isBig) throws IOException {
        int width = data.get(at + 14);
        MalformedException.check(width == 4 || width == 8, at, "addresses of an impossible width");
        ByteBuffer ordered = data.duplicate().order(isBig ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        byte[] version = text(image, number(ordered, at + 16, width), width, ordered.order(), at);
        byte[] modules = text(image, number(ordered, at + 16 + width, width), width, ordered.order(), at);
        return new Texts(new String(version, StandardCharsets.UTF_8), unwrapped(modules));
    }

    private static byte[] text(Image image, long address, int width, ByteOrder order, long at) throws IOException {
        ByteBuffer text = image.at(image.offset(address, 2 * width), 2 * width).order(order);
        int length = length(number(text, width, width), at);
        if (length == 0) {
            return new byte[0];
        }
        return image.bytes(image.offset(number(text, 0, width), length), length);
    }

    private static long number(ByteBuffer in, int at, int width) {
        return width == 8 ? in.getLong(at) : in.getInt(at) & 0xffff_ffffL;
    }

    /** The linker puts sixteen bytes at either end, by which it finds the text again. */
    private static String unwrapped(byte[] text) {
        boolean isWrapped = text.length >= 33 && text[text.length - 17] == '\n';
        return isWrapped
                ? new String(text, 16, text.length - 32, StandardCharsets.UTF_8)
                : new String(text, StandardCharsets.UTF_8);
    }

    private static void tell(String modules, long offset, Dependencies out) {
        Mention last = null;
        List<String> before = List.of();
        for (String line : Parts.of(modules, '\n')) {
            List<String> fields = Parts.of(line, '\t');
            boolean isModule = fields.size() >= 3
                    && (fields.getFirst().equals("mod") || fields.getFirst().equals("dep"));
            boolean isReplacement = fields.size() >= 3 && fields.getFirst().equals("=>") && last != null;
            if (isReplacement) {
                last = replaced(before, fields);
            } else if (last != null) {
                out.add(last.at(offset));
                last = null;
            }
            if (isModule) {
                before = fields;
                last = module(fields).relation(fields.getFirst().equals("mod") ? Relation.SELF : Relation.UNKNOWN);
            }
        }
        if (last != null) {
            out.add(last.at(offset));
        }
    }

    private static Mention module(List<String> fields) {
        boolean isUnknown = fields.get(2).equals("(devel)");
        return Mention.slashed(ECOSYSTEM, fields.get(1))
                .version(isUnknown ? "" : fields.get(2))
                .integrity(fields.size() > 3 ? fields.get(3) : "");
    }

    private static Mention replaced(List<String> old, List<String> fields) {
        String path = fields.get(1);
        boolean isFolder = path.startsWith(".") || path.startsWith("/");
        Mention mention = isFolder
                ? Mention.slashed(ECOSYSTEM, old.get(1)).origin(Origin.Kind.PATH, path)
                : module(fields).alias(old.get(1));
        return mention.relation(Relation.UNKNOWN);
    }
}
