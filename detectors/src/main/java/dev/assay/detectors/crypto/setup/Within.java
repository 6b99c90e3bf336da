package dev.assay.detectors.crypto.setup;

/**
 * Says of what is read in a part of a file where it is in the whole.
 *
 * @param part the part
 */
record Within(Settings out, Span part) implements Settings {
    @Override
    public void setting(Block block, Span name, Span value) {
        out.setting(block, moved(name), moved(value));
    }

    @Override
    public void command(Span line) {
        out.command(moved(line));
    }

    @Override
    public void file(String path, Span text) {
        out.file(path, moved(text));
    }

    @Override
    public void gap(int offset, String reason) {
        out.gap(part.isExact() ? part.offset() + offset : part.offset(), reason);
    }

    private Span moved(Span span) {
        return part.isExact()
                ? new Span(span.text(), part.offset() + span.offset(), span.isExact())
                : new Span(span.text(), part.offset(), false);
    }
}
