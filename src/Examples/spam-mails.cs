#:property PublishAot=false
#:project ../NlpTransfer/NlpTransfer.csproj
using NlpTransfer.Classifiers;
using NlpTransfer.Data;

// Two folders of mails, as a mail program keeps them: mails/spam/*.eml, mails/ham/*.eml.
string mails = Directory.CreateTempSubdirectory("mails").FullName;
foreach (var (i, message) in TextDataset.Load("corpora/sms-spam.csv").Index())
{
    string folder = Directory.CreateDirectory(Path.Combine(mails, message.Labels[0])).FullName;
    File.WriteAllText(Path.Combine(folder, $"{i}.eml"), $"From: someone@example.org\nSubject: message {i}\nContent-Type: text/plain; charset=utf-8\n\n{message.Text}\n");
}

// Subjects and texts are read, headers and attachments are not.
var split = DatasetSplitter.Split(TextDataset.Load(mails), new() { Seed = 1 });
Directory.Delete(mails, recursive: true);
using var classifier = TextClassifier.Create(split.Train);
classifier.Train(split.Train, split.Validation);
Console.WriteLine($"{split.Train.Count + split.Validation.Count + split.Test.Count} mails, accuracy {classifier.Evaluate(split.Test).Accuracy:F2}");
