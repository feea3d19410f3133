;; Starts `stallfree lsp` for C and C++ with eglot (Emacs 29, or the package
;; eglot): copy this into init.el. Eglot runs one server for a mode, so this
;; takes clangd's place; lsp-mode can run both (docs/editors.md).
(require 'eglot)
(add-to-list 'eglot-server-programs '((c-mode c++-mode) . ("stallfree" "lsp")))
(add-hook 'c-mode-common-hook #'eglot-ensure)
