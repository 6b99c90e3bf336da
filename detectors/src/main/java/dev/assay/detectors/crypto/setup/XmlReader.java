package dev.assay.detectors.crypto.setup;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.text.TreeRoom;
import dev.assay.engine.text.XmlTree;
import dev.assay.engine.text.XmlTree.Attribute;
import dev.assay.engine.text.XmlTree.Element;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads XML: a directive for each attribute, for each element that holds a text, for each {@code name} that stands beside a
 * {@code value} or around one, and for each key of Apple's property lists; named by the elements, or keys, around it. Belongs to one thread.
 */
final class XmlReader {
    private static final int LONGEST_NAME = 500;

    private final Settings out;

    XmlReader(Settings out) {
        this.out = out;
    }

    void read(byte[] bytes, int length, Budget budget) {
        try (TreeRoom room = new TreeRoom(budget, length)) {
            element(XmlTree.read(bytes, length, room), Block.root());
        } catch (MalformedException e) {
            if (Directives.all().isAnyIn(new String(bytes, 0, length, StandardCharsets.ISO_8859_1))) {
                out.gap((int) e.offsetBytes(), e.reason());
            }
        }
    }

    /** Never deeper than a tree may be. */
    private void element(Element element, Block around) {
        if (element.name().equals("dict")) {
            keys(element, around);
            return;
        }
        Block block = around.inner(element.name());
        for (Attribute attribute : element.attributes()) {
            block.put(attribute.name(), span(attribute.value(), element));
        }
        for (Attribute attribute : element.attributes()) {
            setting(block, attribute.name(), attribute.value(), element);
        }
        Element value = element.child("value");
        if (value != null) {
            setting(block, element.text("name"), value.text(), value);
        }
        if (!element.text().isEmpty()) {
            setting(around, element.name(), element.text(), element);
        }
        named(element, around);
        element.children().forEach(child -> element(child, block));
    }

    /** {@code <Set name="A">b</Set>}, and the items of an array in it with commas between them. */
    private void named(Element element, Block around) {
        String name = element.attribute("name");
        if (name.isEmpty() || element.attributes().size() > 1) {
            return; // which are settings themselves
        }
        Element argument = element.child("Arg");
        Element holder = argument == null ? element : argument;
        Element array = holder.child("Array");
        if (array != null) {
            List<String> items = array.children().stream().map(Element::text).toList();
            setting(around, name, String.join(",", items), element);
        } else if (element.children().isEmpty() || argument != null) {
            setting(around, name, holder.text(), element);
        }
    }

    /** Of a property list: each key is followed by its value. */
    private void keys(Element dictionary, Block block) {
        List<Element> children = dictionary.children();
        for (int i = 0; i + 1 < children.size(); i++) {
            if (!children.get(i).name().equals("key")) {
                continue;
            }
            String key = children.get(i).text();
            Element value = children.get(++i);
            switch (value.name()) {
                case "true", "false" -> setting(block, key, value.name(), value);
                case "dict" -> keys(value, block.inner(key));
                case "array" -> {
                    Block inner = block.inner(key);
                    value.children().forEach(item -> element(item, inner));
                }
                default -> setting(block, key, value.text(), value);
            }
        }
    }

    private void setting(Block block, String name, String value, Element at) {
        if (!name.isEmpty() && name.length() <= LONGEST_NAME) {
            out.setting(block, span(name, at), span(value, at));
        }
    }

    private static Span span(String text, Element at) {
        return new Span(text, (int) at.offsetBytes(), false);
    }
}
