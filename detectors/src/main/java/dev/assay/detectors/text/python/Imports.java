package dev.assay.detectors.text.python;

import dev.assay.detectors.text.python.Token.Kind;

/** Reads the statements that import, section 7.11 of Python's reference. For one source. */
final class Imports {
    private final Source source;

    Imports(Source source) {
        this.source = source;
    }

    private static String dotted(Expressions in) {
        StringBuilder name = new StringBuilder();
        while (in.peek().kind() == Kind.NAME || in.peek().is(".")) {
            boolean ends = in.peek().kind() == Kind.NAME && !in.peek(1).is(".");
            name.append(in.peek().text());
            in.skip();
            if (ends) {
                break;
            }
        }
        return name.toString();
    }

    /** {@code import a.b as c, d}. */
    void plain(Expressions in) {
        in.skip();
        do {
            String module = dotted(in);
            if (in.takeName("as")) {
                source.imports(in.peek().text(), module);
                in.skip();
            } else if (!module.isEmpty()) {
                int dot = module.indexOf('.');
                String root = dot < 0 ? module : module.substring(0, dot);
                source.imports(root, root);
            }
        } while (in.take(","));
    }

    /** {@code from a import b as c}. */
    void from(Expressions in) {
        in.skip();
        String module = dotted(in);
        if (!in.takeName("import")) {
            in.list(); // of "yield from", "raise ... from"
            return;
        }
        if (in.take("*")) {
            source.star(module);
            return;
        }
        in.take("(");
        while (in.peek().kind() == Kind.NAME) {
            String name = in.peek().text();
            in.skip();
            String as = name;
            if (in.takeName("as")) {
                as = in.peek().text();
                in.skip();
            }
            source.imports(as, module + "." + name);
            in.take(",");
        }
        in.take(")");
    }
}
