using System.Text;
using NlpTransfer.Data;

namespace NlpTransfer.Tests.Data.Email;

public sealed class EmailMessageTests
{
    [Theory]
    [InlineData("Subject: Hi\n\nBody\n", "Hi", "Body")]
    [InlineData("Subject: Hi\r\n\r\nOne\r\nTwo\r\n", "Hi", "One\nTwo")]
    [InlineData("From joe Thu Aug 22 12:36:23 2002\nsubject:Hi\n\nBody", "Hi", "Body")]
    [InlineData("Subject: A long\n  subject\n\tgoes on\n\nBody", "A long  subject\tgoes on", "Body")]
    [InlineData("Subject: first\nSubject: second\n\nBody", "first", "Body")]
    [InlineData("To: you\n\nBody", "", "Body")]
    [InlineData("Subject: no body", "no body", "")]
    [InlineData("Subject: blank line of blanks\n \t\nBody", "blank line of blanks", "Body")]
    [InlineData("", "", "")]
    [InlineData("\n\nonly a body", "", "only a body")]
    public void Parse_HeadersAndBody_AreTakenApart(string mail, string subject, string body) =>
        Assert.Equal((subject, body), Parts(Parse(mail)));

    [Theory]
    [InlineData("=?iso-8859-1?Q?Caf=E9_au_lait?=", "Caf\u00E9 au lait")]
    [InlineData("=?utf-8?B?w4Q=?= =?utf-8?Q?=C3=96?=", "\u00C4\u00D6")]
    [InlineData("=?utf-8?Q?=C3?= =?utf-8?Q?=96?=", "\u00D6")]
    [InlineData("=?utf-8*de?q?gr=C3=BC=C3=9F?= dich", "gr\u00FC\u00DF dich")]
    [InlineData("a =?us-ascii?q?b?= c =?us-ascii?q?d?=", "a b c d")]
    [InlineData("=?GB2312?B?xOO6ww==?=", "\u4F60\u597D")]
    [InlineData("=?x-unknown?Q?caf=E9?=", "caf\u00E9")]
    [InlineData("=?broken", "=?broken")]
    [InlineData("2 =? 3 ?= x =?a?z?b?=", "2 =? 3 ?= x =?a?z?b?=")]
    public void Parse_EncodedSubject_IsDecoded(string header, string expected) =>
        Assert.Equal(expected, Parse($"Subject: {header}\n\nx").Subject);

    [Fact]
    public void Parse_RawEightBitSubject_IsRead()
    {
        Assert.Equal("Caf\u00E9", EmailMessage.Parse([.. "Subject: Caf"u8, 0xE9, .. "\n\nx"u8]).Subject);
        Assert.Equal("Caf\u00E9", EmailMessage.Parse("Subject: Caf\u00E9\n\nx"u8).Subject);
    }

    [Theory]
    [InlineData("quoted-printable", "a=3Db=\nc =E9=20\n", "a=bc \u00E9")]
    [InlineData("Quoted-Printable", "soft= \nbreak =zz 100=", "softbreak =zz 100")]
    [InlineData("base64", "SGVsbG8s\nIHdvcmxk", "Hello, world")]
    [InlineData("BASE64", "SGVs!bG8=", "Hello")]
    [InlineData("7bit", "a=3Db", "a=3Db")]
    [InlineData("8bit", "x", "x")]
    [InlineData("binary", "x", "x")]
    [InlineData("made-up", "x", "x")]
    [InlineData("x-uuencode", "begin 644 f\n#0V%T\n`\nend\n", "Cat")]
    public void Parse_TransferEncoding_IsUndone(string encoding, string body, string expected) =>
        Assert.Equal(expected, Parse($"Content-Transfer-Encoding: {encoding}\nContent-Type: text/plain; charset=iso-8859-1\n\n{body}").Body);

    [Theory]
    [InlineData("windows-1252", new byte[] { 0x80 }, "\u20AC")]
    [InlineData("iso-8859-1", new byte[] { 0x93 }, "\u201C")]
    [InlineData("us-ascii", new byte[] { 0xE9 }, "\u00E9")]
    [InlineData("\"koi8-r\"", new byte[] { 0xD0, 0xD2 }, "\u043F\u0440")]
    [InlineData("big5", new byte[] { 0xA4, 0xA4 }, "\u4E2D")]
    [InlineData("utf-8", new byte[] { 0xC3, 0xA9 }, "\u00E9")]
    [InlineData("utf-8", new byte[] { 0xE9 }, "\u00E9")]
    [InlineData("iso-2022-jp", new byte[] { 0x1B, 0x24, 0x42, 0x46, 0x7C, 0x1B, 0x28, 0x42 }, "\u65E5")]
    public void Parse_Charset_IsDecoded(string charset, byte[] body, string expected)
    {
        var mail = EmailMessage.Parse([.. Encoding.ASCII.GetBytes($"Content-Type: text/plain; charset={charset}\n\n"), .. body]);

        Assert.Equal(expected, mail.Body);
        Assert.False(mail.HasUnknownCharset);
    }

    [Fact]
    public void Parse_UnknownCharset_FallsBackAndSaysSo()
    {
        var mail = EmailMessage.Parse([.. "Content-Type: text/plain; charset=x-mine\n\ncaf"u8, 0xE9]);

        Assert.Equal("caf\u00E9", mail.Body);
        Assert.True(mail.HasUnknownCharset);
    }

    [Fact]
    public void Parse_Alternative_PrefersPlainText() =>
        Assert.Equal("plain", Parse(Multipart("alternative", ("text/plain", "plain"), ("text/html", "<p>rich</p>"))).Body);

    [Fact]
    public void Parse_AlternativeWithEmptyPlainText_TakesHtml() =>
        Assert.Equal("rich", Parse(Multipart("alternative", ("text/plain", " \n "), ("text/html", "<p>rich</p>"))).Body);

    [Fact]
    public void Parse_Mixed_JoinsTextsAndLeavesOutFiles() =>
        Assert.Equal("one\n\ntwo", Parse(Multipart("mixed", ("text/plain", "one"), ("image/gif", "R0lGOD"), ("text/html", "<b>two</b>"),
            ("text/plain\nContent-Disposition: attachment; filename=x.txt", "attached"))).Body);

    [Fact]
    public void Parse_ForwardedMessage_IsReadWithItsSubject() =>
        Assert.Equal("see below\n\nInner\n\ninner body", Parse(Multipart("mixed", ("text/plain", "see below"),
            ("message/rfc822", "Subject: Inner\nTo: x\n\ninner body"))).Body);

    [Fact]
    public void Parse_NestedMultiparts_AreReadInOrder()
    {
        var inner = "Content-Type: multipart/alternative; boundary=in\n\n--in\n\nplain\n--in\nContent-Type: text/html\n\n<i>rich</i>\n--in--";

        Assert.Equal("plain\n\nafter", Parse($"Content-Type: multipart/mixed; boundary=out\n\npreamble\n--out\n{inner}\n--out\n\nafter\n--out--\nepilogue").Body);
    }

    [Theory]
    [InlineData("multipart/mixed; boundary=\"a;b c\"", "a;b c")]
    [InlineData("multipart/mixed;\n boundary = abc", " abc")]
    [InlineData("MULTIPART/Mixed; BOUNDARY=abc; charset=x", "abc")]
    [InlineData("multipart/mixed; boundary*0=ab; boundary*1=\"cd\"", "abcd")]
    [InlineData("multipart/mixed; boundary*=us-ascii'en'a%62c", "abc")]
    [InlineData("multipart/mixed boundary=abc", "abc")]
    public void Parse_BoundaryParameter_IsFound(string contentType, string boundary) =>
        Assert.Equal("in\n\nout", Parse($"Content-Type: {contentType}\n\n--{boundary.Trim()}\n\nin\n--{boundary.Trim()}\n\nout\n--{boundary.Trim()}--\n").Body);

    [Fact]
    public void Parse_BoundaryThatBeginsAnother_IsNotTakenForIt() =>
        Assert.Equal("x\n--abc\ny", Parse("Content-Type: multipart/mixed; boundary=ab\n\n--ab\n\nx\n--abc\ny\n--ab--").Body);

    [Theory]
    [InlineData("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nno end", "no end")]
    [InlineData("Content-Type: multipart/mixed; boundary=b\n\nno parts", "no parts")]
    [InlineData("Content-Type: multipart/mixed\n\nno boundary", "no boundary")]
    [InlineData("Content-Type: multipart/mixed; boundary=wrong\n\n--b\nContent-Type: text/plain\n\nguessed\n--b--", "guessed")]
    [InlineData("Subject: x\n\n--b\nContent-Type: text/html\n\n<p>not told\n--b--", "not told")]
    [InlineData("Subject: x\nthis is no header\n\nbody", "this is no header\n\nbody")]
    public void Parse_DamagedStructure_IsReadAsFarAsItGoes(string mail, string body)
    {
        var parsed = Parse(mail);

        Assert.Equal(body, parsed.Body);
        Assert.True(parsed.IsDamaged);
    }

    [Fact]
    public void Parse_MailQuotingMime_IsNotTakenForIt()
    {
        var body = $"{string.Concat(Enumerable.Repeat("A list mail about mail. ", 20))}\n--b\nContent-Type: text/plain\n\nquoted";

        Assert.Equal(body, Parse($"Subject: x\n\n{body}").Body);
    }

    [Fact]
    public void Parse_HtmlCalledPlain_BecomesText() =>
        Assert.Equal("Buy now", Parse("Content-Type: text/plain\n\n<HTML><body>Buy <b>now</b></body></HTML>").Body);

    [Fact]
    public void Parse_UuencodedFileInText_IsLeftOut() =>
        Assert.Equal("before\nafter\nbegin 10 jobs", Parse("Subject: x\n\nbefore\nbegin 644 cat.txt\n#0V%T\n`\nend\nafter\nbegin 10 jobs").Body);

    [Fact]
    public void Parse_ThousandfoldNesting_EndsWithoutAStackOverflow()
    {
        var mail = "x";
        for (var i = 0; i < 1000; i++) mail = $"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n{mail}\n--b{i}--";

        Assert.True(Parse(mail).IsDamaged);
    }

    [Theory]
    [InlineData("Subject: {0}\n\nx", "=?a?q?")]
    [InlineData("Content-Type: text/html\n\n{0}", "<!-- ")]
    [InlineData("Content-Type: text/html\n\n{0}", "<script>")]
    [InlineData("Content-Type: text/html\n\n{0}", "&#x26;&")]
    [InlineData("Content-Type: multipart/mixed; boundary=b\n\n{0}", "--b \n--bb\n")]
    [InlineData("Subject: x\n\n{0}", "begin 644 x\n")]
    [InlineData("Subject: x\n{0}\n", " \t\n ")]
    public void Parse_AMegabyteOfOneThing_TakesLinearTime(string mail, string thing)
    {
        var bytes = Encoding.ASCII.GetBytes(string.Format(System.Globalization.CultureInfo.InvariantCulture, mail, string.Concat(Enumerable.Repeat(thing, 1_000_000 / thing.Length))));
        var start = TimeProvider.System.GetTimestamp();

        EmailMessage.Parse(bytes);

        // Reading each thing to the end of the mail would take minutes; milliseconds are expected, seconds on a busy machine.
        Assert.InRange(TimeProvider.System.GetElapsedTime(start).TotalSeconds, 0, 20);
    }

    [Fact]
    public void Parse_RandomDamage_NeverFails()
    {
        var random = new SeededRandom(21);
        var mail = Encoding.UTF8.GetBytes("From x\nSubject: =?utf-8?Q?a=C3=A9?=\n" + Multipart("alternative",
            ("text/plain\nContent-Transfer-Encoding: quoted-printable", "a=3Db=\nc"), ("text/html; charset=\"big5\"", "<p title='x'>&amp;&#65;&#x;<!-- <b> --><script>x</script>"),
            ("message/rfc822\nContent-Transfer-Encoding: base64", "U3ViamVjdDogeAoKeQ==")));
        for (var round = 0; round < 5000; round++)
        {
            var damaged = mail.ToArray();
            for (var hit = random.NextInt(6); hit >= 0; hit--) damaged[random.NextInt(damaged.Length)] = (byte)random.NextInt(256);

            Assert.NotNull(EmailMessage.Parse(damaged.AsSpan(0, random.NextInt(damaged.Length + 1))).ToText());
        }
    }

    [Fact]
    public void ToText_OtherHeaders_StayOut() =>
        Assert.Equal("Hi\n\nBody", Parse("Received: from secret\nX-Spam-Status: Yes\nList-Id: <x>\nSubject: Hi\nDate: now\n\nBody").ToText());

    private static EmailMessage Parse(string mail) => EmailMessage.Parse(Encoding.Latin1.GetBytes(mail));

    private static (string, string) Parts(EmailMessage mail) => (mail.Subject, mail.Body);

    private static string Multipart(string subtype, params (string Type, string Body)[] parts) =>
        $"Content-Type: multipart/{subtype}; boundary=\"==x\"\n\nThis is a multi-part message.\n"
        + string.Concat(parts.Select(p => $"--==x\nContent-Type: {p.Type}\n\n{p.Body}\n")) + "--==x--\n";
}
