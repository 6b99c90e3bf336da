package dev.assay.detectors.model.pickle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Prints a call's arguments as Python would write them, short and fit to be printed. */
final class Preview {
    private static final int MOST = 200;
    private static final int MOST_TEXT = 120;
    private static final int MOST_DEPTH = 4;

    private final Session session;
    private final Memo memo;
    private final StringBuilder out = new StringBuilder();

    private Preview(Session session, Memo memo) {
        this.session = session;
        this.memo = memo;
    }

    /** The items of a tuple without its parentheses, or "..." when they are not known any more. */
    static String arguments(Session session, Memo memo, int tuple) throws IOException {
        Preview preview = new Preview(session, memo);
        if (Tag.kind(tuple) == Tag.TUPLE) {
            preview.items(tuple, 0);
        } else {
            preview.value(tuple, 0);
        }
        return preview.out.toString();
    }

    private boolean hasRoom() {
        if (out.length() < MOST) {
            return true;
        }
        if (!out.toString().endsWith("...")) {
            out.append("...");
        }
        return false;
    }

    private void items(int tag, int depth) throws IOException {
        int n = session.ring.size(tag);
        if (n < 0 || depth > MOST_DEPTH) {
            out.append("...");
            return;
        }
        for (int i = 0; i < n && hasRoom(); i++) {
            out.append(i == 0 ? "" : ", ");
            value(session.ring.item(tag, i), depth);
        }
        if (session.ring.isCut(tag) && hasRoom()) {
            out.append(", ...");
        }
    }

    private void value(int tag, int depth) throws IOException {
        switch (Tag.kind(tag)) {
            case Tag.ATOM ->
                out.append(
                        tag == Tag.NONE ? "None" : tag == Tag.TRUE ? "True" : tag == Tag.FALSE ? "False" : "<number>");
            case Tag.INT -> out.append(Tag.signed(tag));
            case Tag.STRING, Tag.PINNED, Tag.POOLED, Tag.MEMO_STRING -> {
                String text = session.texts.get(tag, memo, session.in.position());
                quote("'", text);
            }
            case Tag.BYTES -> quote("b'", session.texts.bytes(tag, session.in.position()));
            case Tag.GLOBAL -> {
                Callables.Row row = session.callables.row(Tag.payload(tag));
                out.append(row.module).append('.').append(row.name);
            }
            case Tag.RESULT -> {
                Callables.Row row = session.callables.row(Tag.payload(tag));
                out.append(row.module).append('.').append(row.name).append("(...)");
            }
            case Tag.TUPLE -> bracketed("(", tag, ")", depth);
            case Tag.LIST -> bracketed("[", tag, "]", depth);
            case Tag.SET, Tag.DICT -> bracketed("{", tag, "}", depth);
            case Tag.DTYPE -> out.append("numpy.dtype(...)");
            case Tag.DERIVED -> derived(tag);
            default -> out.append(tag == Tag.PERSISTENT ? "<persistent>" : "...");
        }
    }

    private void derived(int tag) {
        int callable = session.derived.callable(tag);
        if (session.derived.value(tag) instanceof Derived.Text text) {
            quote("'", text.text());
        } else if (session.derived.value(tag) instanceof Derived.Bytes bytes) {
            int shown = Math.min(bytes.bytes().length, MOST_TEXT + 1);
            quote("b'", new String(bytes.bytes(), 0, shown, StandardCharsets.ISO_8859_1));
        } else if (callable >= 0) {
            Callables.Row row = session.callables.row(callable);
            out.append(row.module).append('.').append(row.name).append("(...)");
        } else {
            out.append("...");
        }
    }

    private void bracketed(String open, int tag, String close, int depth) throws IOException {
        out.append(open);
        if (Tag.payload(tag) == 0) {
            out.append(Tag.kind(tag) == Tag.TUPLE ? "..." : "");
        } else {
            items(tag, depth + 1);
        }
        out.append(close);
    }

    private void quote(String open, @org.jspecify.annotations.Nullable String text) {
        if (text == null) {
            out.append("...");
        } else {
            out.append(open).append(Escape.printable(text, MOST_TEXT)).append('\'');
        }
    }
}
