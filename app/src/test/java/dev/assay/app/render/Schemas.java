package dev.assay.app.render;

import java.io.IOException;
import java.util.Set;

/** For tests of other packages. */
public final class Schemas {
    private Schemas() {}

    /** What is wrong with a text under a schema of the class path; nothing if it is valid. */
    public static Set<String> errors(String resource, String json) throws IOException {
        return SchemaTest.errors(resource, json);
    }
}
