using System.Text.Json;
using NlpTransfer.Cli.Verbs.Predict;

namespace NlpTransfer.Cli.Tests.Verbs.Predict;

public sealed class PredictionWriterTests
{
    private static readonly string[] Labels = ["ham", "Junk Mail"];
    private static readonly PredictionRow Tricky = new("say \"hi\",\nnow", "Junk Mail", [0.25, 0.75]);

    [Fact]
    public void Csv_TextWithQuotesAndLineBreak_IsQuoted() =>
        Assert.Equal("text,label,p_ham,p_Junk Mail\n\"say \"\"hi\"\",\nnow\",Junk Mail,0.25,0.75\n",
            Written(output => new CsvPredictions(output, Labels)));

    [Fact]
    public void JsonLines_EveryRow_IsOneDocumentOnOneLine()
    {
        string line = Written(output => new JsonPredictions(output, Labels, lines: true));

        using var document = JsonDocument.Parse(line);
        Assert.Single(line.TrimEnd('\n').Split('\n'));
        Assert.Equal("Junk Mail", document.RootElement.GetProperty("label").GetString());
        Assert.Equal(0.75, document.RootElement.GetProperty("probabilities").GetProperty("Junk Mail").GetDouble());
    }

    [Fact]
    public void Json_AllRows_AreOneDocumentWithTheLabels()
    {
        using var document = JsonDocument.Parse(Written(output => new JsonPredictions(output, Labels, lines: false)));

        Assert.Equal(2, document.RootElement.GetProperty("labels").GetArrayLength());
        Assert.Equal(Tricky.Text, document.RootElement.GetProperty("predictions")[0].GetProperty("text").GetString());
    }

    [Fact]
    public void Table_LongText_StaysOnOneLineOfTheTerminal()
    {
        var row = new PredictionRow(new string('x', 500), "ham", [0.9, 0.1]);
        using var output = new StringWriter { NewLine = "\n" };
        new TablePredictions(new Terminal(Stream.Null, output, TextWriter.Null) { Width = 60 }, Labels).Write(row);

        string[] lines = output.ToString().TrimEnd('\n').Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("label", lines[0]);
        Assert.Equal(60, lines[1].Length);
        Assert.Contains(" 0.9000 ", lines[1]);
    }

    private static string Written(Func<TextWriter, IPredictionWriter> create)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var writer = create(output);
        writer.Write(Tricky);
        writer.Finish();
        return output.ToString();
    }
}
