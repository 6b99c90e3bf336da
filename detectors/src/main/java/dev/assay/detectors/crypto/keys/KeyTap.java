package dev.assay.detectors.crypto.keys;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.decode.TextTap;
import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.text.Literals;
import dev.assay.engine.text.Literals.Literal;
import dev.assay.engine.text.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Finds keys and certificates in texts of any kind: blocks with a label as files and within programs and settings, base 64 of
 * them, keys of SSH, PuTTY's files, JSON Web Keys. What to look for is {@code literals.tsv}. Immutable.
 */
public final class KeyTap implements TextTap {
    /** What begins at a literal. */
    enum Begins {
        PEM,
        SSH2,
        BASE64_PEM,
        PUTTY,
        JWK,
        PLAIN_JWK,
        XML,
        AGE,
        SSH,
        DER,
        BASE64
    }

    private final List<Literal> literals = new ArrayList<>();
    private final List<Begins> kinds = new ArrayList<>();
    private final Literals search;

    public KeyTap() {
        for (List<String> row : Rows.read(Objects.requireNonNull(KeyTap.class.getResource("literals.tsv")), 2)) {
            literals.add(Literal.exact(row.get(0)));
            kinds.add(Begins.valueOf(row.get(1)));
        }
        search = new Literals(literals);
    }

    @Override
    public String family() {
        return CryptoUse.FAMILY;
    }

    @Override
    public List<Literal> literals() {
        return literals;
    }

    @Override
    public Pass begin(Sink out, Budget budget) {
        return new KeyPass(this, new Spot(out, "pem"), budget);
    }

    Begins kind(int literal) {
        return kinds.get(literal);
    }

    String text(int literal) {
        return literals.get(literal).text();
    }

    Literals search() {
        return search;
    }
}
