/**
 * Program text of many languages, read tolerantly: a {@link dev.assay.engine.code.Profile} of data says what a language looks
 * like, one lexer and one parser for all of them make a {@link dev.assay.engine.code.Source} of a few kinds of
 * {@link dev.assay.engine.code.Statement} and {@link dev.assay.engine.code.Expression}.
 */
@NullMarked
package dev.assay.engine.code;

import org.jspecify.annotations.NullMarked;
