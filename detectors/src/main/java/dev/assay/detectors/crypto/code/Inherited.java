package dev.assay.detectors.crypto.code;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Constants that types of the text inherit from types of other texts, which tell what they are. Belongs to one text. */
final class Inherited {
    /** Of more types it is not told from which of them something comes. */
    private static final int MOST = 4;

    private final Program program;
    private final Names names;

    Inherited(Program program, Names names) {
        this.program = program;
        this.names = names;
    }

    /**
     * What a type has under a name that no text inherited here sets: the constant of a type of another text.
     *
     * @param type its full name
     * @param otherwise the full name of what it may be besides; empty for nothing else
     * @return null if the type inherits from none that other texts may have
     */
    @Nullable
    Value member(String type, String name, String otherwise) {
        List<String> all = new ArrayList<>(0);
        for (Program.TypeOf one : program.line(type)) {
            for (String above : one.supertypes()) {
                String path = above + "." + name;
                if (program.type(above) == null
                        && !Program.ROOTS.contains(above)
                        && all.size() < MOST
                        && names.isElsewhere(path)) {
                    all.add(path);
                }
            }
        }
        if (all.isEmpty()) {
            return null;
        }
        if (!otherwise.isEmpty() && names.isElsewhere(otherwise)) {
            all.add(otherwise);
        }
        return new Value.Data(new Provenance(Origin.OUTSIDE, false, Hole.constant(all)), -1);
    }
}
