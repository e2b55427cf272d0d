using NlpTransfer.Data;

namespace NlpTransfer.Tests.Data.Readers;

/// <summary>One broken file a fault: the message names file, row and column, what was expected and found, and a remedy; never a text.</summary>
public sealed class InvalidFileTests
{
    [Theory]
    [InlineData("misspelt-column.csv", ", column 'text': expected a column of that name, found 'txet', 'label'. Did you mean 'txet'? Set TextColumn, or HasHeader to false when the first row is data.")]
    [InlineData("ragged-row.csv", ", row 2: expected 2 columns, found 3 (the row ends at line 3). Look for a missing delimiter, an unquoted one inside a text, or a quote that is never closed.")]
    [InlineData("stray-quote.csv", ", row 1: expected fields quoted as in RFC 4180, found a quote in the middle of a field or one that is never closed (the row ends at line 2). Double the quotes inside quoted fields, or set Quoted to false.")]
    [InlineData("open-quote.csv", ", row 1: expected fields quoted as in RFC 4180, found a quote in the middle of a field or one that is never closed (the row ends at line 4). Double the quotes inside quoted fields, or set Quoted to false.")]
    [InlineData("missing-label.csv", ", row 2, column 'label': expected a label, found none. Fill it in, set OnMissingLabel to Keep or Drop, or LabelColumn to null for unlabelled data.")]
    [InlineData("latin-1.csv", ", row 1, column 'text': expected text in UTF-8, found bytes that are none. Set Encoding (for example latin-1 or windows-1252), or OnBrokenEncoding to Keep or Drop.")]
    [InlineData("utf-16.csv", ": expected UTF-8, found the byte order mark of UTF-16. Set Encoding to utf-16.")]
    [InlineData("column-twice.csv", ", column 'text': expected one column of that name, found 2. Rename all but one.")]
    [InlineData("header-only.csv", ": expected at least one row, found none. Check the path, the format and the header.")]
    [InlineData("empty.csv", ": expected at least one row, found none. Check the path, the format and the header.")]
    [InlineData("not-json.jsonl", ", row 2: expected one JSON object a line, found something else at byte 0. A JSON array goes into a file named .json.")]
    [InlineData("not-an-object.jsonl", ", row 2: expected a JSON object, found an array. Write rows as {\"text\": ..., \"label\": ...}.")]
    [InlineData("misspelt-property.jsonl", ", row 1, column 'text': expected a property of that name, found 'txt', 'label'. Did you mean 'txt'? Set TextColumn, LabelColumn or the column's own option.")]
    [InlineData("text-is-a-number.jsonl", ", row 1, column 'text': expected a string, found a number.")]
    [InlineData("label-is-an-object.jsonl", ", row 1, column 'label': expected a string, a number or a truth value, found an object.")]
    [InlineData("object.json", ": expected a JSON array of objects, found an object. One object a line is JSON Lines: name the file .jsonl.")]
    [InlineData("cut-off.json", ": expected a JSON array of objects, found broken JSON at line 1, byte 28. One object a line is JSON Lines: name the file .jsonl.")]
    [InlineData("cut-off.csv.gz", ": expected gzip data, found a damaged or truncated file. Fetch or compress it again.")]
    [InlineData("unknown.xlsx", ": expected a name ending in .csv, .tsv, .jsonl, .ndjson, .json, .eml, .txt (each optionally .gz), or a folder; found '.xlsx'. Rename it, or set Format or Preset.")]
    [InlineData("no-such-file.csv", ": expected a file or a folder, found neither. Check the path.")]
    public void Load_BrokenFile_SaysWhereWhatAndRemedy(string name, string message)
    {
        var path = TestFiles.Fixture("invalid/data/" + name);

        var exception = Assert.Throws<DatasetException>(() => TextDataset.Load(path));

        Assert.Equal(path + message, exception.Message);
        Assert.Equal(path, exception.File);
    }

    [Fact]
    public void Load_BrokenOptions_NamesAllFaultsBeforeReading()
    {
        var options = new TextDataOptions { TextColumn = "", Delimiter = "||", MaxRows = 0, Preset = "sms-spma", Encoding = "utf-9", LabelNames = ["a", "a"], LabelSeparator = "" };

        var exception = Assert.Throws<OptionsException>(() => TextDataset.Load("no-such-file.csv", options));

        Assert.Equal(7, exception.Faults.Count);
        Assert.Contains("Did you mean 'sms-spam'?", exception.Message);
    }
}
