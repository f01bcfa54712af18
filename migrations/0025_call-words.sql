-- Full text of calls, by keyed hashes of their words. Without contents and positions: it holds nothing that can be read.
CREATE VIRTUAL TABLE `call_words` USING fts5(`tokens`, content='', contentless_delete=1, detail=none, tokenize='ascii');
