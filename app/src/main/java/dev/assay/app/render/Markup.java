package dev.assay.app.render;

/** Text within HTML and XML. */
final class Markup {
    private Markup() {}

    /**
     * The text so that it is nothing but text, between tags and in quoted attributes. What would not show as itself is shown as
     * an escape: XML has no way to write most of these, and in a page they could turn names around.
     */
    static String text(String text) {
        String visible = Terminal.escape(text, true);
        StringBuilder out = null;
        for (int i = 0; i < visible.length(); i++) {
            String escaped = switch (visible.charAt(i)) {
                case '&' -> "&amp;";
                case '<' -> "&lt;";
                case '>' -> "&gt;";
                case '"' -> "&quot;";
                case '\'' -> "&#39;";
                default -> "";
            };
            if (!escaped.isEmpty() && out == null) {
                out = new StringBuilder(visible.length() + 16).append(visible, 0, i);
            }
            if (out != null) {
                if (escaped.isEmpty()) {
                    out.append(visible.charAt(i));
                } else {
                    out.append(escaped);
                }
            }
        }
        return out == null ? visible : out.toString();
    }
}
