namespace NlpTransfer.Data;

[Flags]
internal enum RowFaults
{
    None = 0,
    UnknownCharset = 1,
    DamagedEmail = 2,
}
