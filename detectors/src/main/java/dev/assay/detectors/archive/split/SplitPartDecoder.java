package dev.assay.detectors.archive.split;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.report.GapKind;
import java.util.Locale;
import java.util.Set;

/** One of the parts that an archive was cut into, by its name: says that it shows nothing by itself. Reads nothing. */
public final class SplitPartDecoder implements Decoder {
    private static final Set<String> ARCHIVES =
            Set.of("7z", "zip", "rar", "tar", "gz", "tgz", "bz2", "xz", "zst", "lz4", "lzma");

    private static final Format FORMAT = new Format("split-part", SplitPartDecoder::matches);

    /** Such as {@code a.7z.002} and {@code a.z01}; the first of the former begins like what it is a part of. */
    private static boolean matches(Head head) {
        String name = head.name().toLowerCase(Locale.ROOT);
        int dot = name.lastIndexOf('.');
        if (dot <= 0 || head.at(0) < 0) {
            return false;
        }
        String ending = name.substring(dot + 1);
        if (ending.startsWith("z")) {
            return ending.length() >= 3 && isNumber(ending.substring(1));
        }
        String stem = name.substring(0, dot);
        return ending.length() >= 3 && isNumber(ending) && ARCHIVES.contains(Head.extension(stem));
    }

    private static boolean isNumber(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public Access access() {
        return Access.SPARSE;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) {
        out.gap(
                GapKind.UNSUPPORTED,
                0,
                "is a part of an archive that was split; put the parts together and scan that",
                in.sizeBytes());
    }
}
