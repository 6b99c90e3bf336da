package dev.assay.detectors.model.pickle;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Python 3 takes the names for that a pickle of protocol 0 to 2 gives: such as {@code commands.getoutput} for {@code
 * subprocess.getoutput}. From {@code python2-names.tsv} beside this class. Immutable.
 */
final class Python2Names {
    private static final String ANY = "*";

    /** A name of Python 3. */
    record Name(String module, String name) {}

    private static final class Holder {
        static final Python2Names NAMES = new Python2Names();
    }

    private final Map<Name, Name> newer = new HashMap<>(256);

    private Python2Names() {
        for (String[] row : CallableLists.rows("python2-names.tsv", 4)) {
            newer.put(new Name(row[0], row[1]), new Name(row[2], row[3]));
        }
    }

    static Python2Names get() {
        return Holder.NAMES;
    }

    /** The name in Python 3, or null if it has no other. */
    @Nullable
    Name newer(String module, String name) {
        Name exact = newer.get(new Name(module, name));
        if (exact != null) {
            return exact;
        }
        Name ofModule = newer.get(new Name(module, ANY));
        return ofModule == null ? null : new Name(ofModule.module, name);
    }
}
