/** GGUF: the models of llama.cpp, ollama and others. */
@NullMarked
package dev.assay.detectors.model.gguf;

import org.jspecify.annotations.NullMarked;
