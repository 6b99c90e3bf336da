package dev.assay.connectors.s3;

import dev.assay.engine.bytes.MalformedException;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A store's XML, read as it comes by the JDK's parser, with no DTD, no entity but XML's own, and little depth. The bytes
 * are bounded before they come here, and what their text expands to is no more than they are.
 */
final class XmlReply {
    private static final int MOST_DEPTH = 16;

    /** What an answer is made of. */
    interface Visitor {
        /** An element ended: its name, that of what it is in, and the text directly in it. */
        void element(String parent, String name, String text) throws MalformedException;
    }

    private XmlReply() {}

    /** @throws MalformedException if it is no XML, or not with this element around all */
    static void read(byte[] bytes, String root, Visitor visitor) throws MalformedException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory(); // and not what a class path may have
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(bytes), "UTF-8");
            try {
                read(reader, root, visitor);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            throw new MalformedException(0, "the store's answer is no XML that keeps its rules");
        }
    }

    private static void read(XMLStreamReader reader, String root, Visitor visitor)
            throws XMLStreamException, MalformedException {
        Deque<String> names = new ArrayDeque<>();
        StringBuilder text = new StringBuilder();
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    String name = reader.getLocalName();
                    check(!names.isEmpty() || name.equals(root), "the store's answer is not what was asked for");
                    check(names.size() < MOST_DEPTH, "the store's answer is nested too deeply");
                    names.push(name);
                    text.setLength(0);
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
                case XMLStreamConstants.END_ELEMENT -> {
                    String name = names.pop();
                    visitor.element(names.isEmpty() ? "" : names.element(), name, text.toString());
                    text.setLength(0);
                }
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new MalformedException(0, "the store's answer has a DTD");
                default -> {} // comments, instructions
            }
        }
    }

    private static void check(boolean holds, String reason) throws MalformedException {
        MalformedException.check(holds, 0, reason);
    }
}
