package dev.assay.connectors.github;

import java.util.LinkedHashMap;
import java.util.Map;

/** Texts as JSON writes them. */
final class Text {
    private Text() {}

    static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                default -> {
                    if (c < ' ') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }

    /** The fields of an object of texts; those of an object within it have its name and a dot before theirs. */
    static Map<String, String> object(String json) {
        Map<String, String> fields = new LinkedHashMap<>();
        object(json, new int[1], "", fields);
        return fields;
    }

    private static void object(String json, int[] at, String prefix, Map<String, String> into) {
        at[0]++; // the brace
        while (json.charAt(at[0]) != '}') {
            String name = prefix + string(json, at);
            at[0]++; // the colon
            if (json.charAt(at[0]) == '{') {
                object(json, at, name + ".", into);
            } else {
                into.put(name, string(json, at));
            }
            at[0] += json.charAt(at[0]) == ',' ? 1 : 0;
        }
        at[0]++;
    }

    private static String string(String json, int[] at) {
        if (json.charAt(at[0]++) != '"') {
            throw new IllegalArgumentException(json);
        }
        StringBuilder text = new StringBuilder();
        for (; json.charAt(at[0]) != '"'; at[0]++) {
            char c = json.charAt(at[0]);
            if (c == '\\') {
                c = json.charAt(++at[0]);
                if (c == 'u') {
                    c = (char) Integer.parseInt(json, at[0] + 1, at[0] + 5, 16);
                    at[0] += 4;
                }
            }
            text.append(c);
        }
        at[0]++;
        return text.toString();
    }
}
