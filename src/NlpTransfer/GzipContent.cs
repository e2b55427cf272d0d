using System.Buffers.Binary;
using System.IO.Compression;

namespace NlpTransfer;

/// <summary>The content of a gzip file, which notices when the file was cut off.</summary>
/// <remarks>
/// <see cref="GZipStream"/> ends quietly where the data ends. A whole file closes with its content's length; a shorter
/// content was cut off. A longer one can be several members in one file, which is allowed.
/// </remarks>
internal sealed class GzipContent : Stream
{
    private readonly GZipStream _content;
    private readonly uint _announced;
    private long _read;

    public GzipContent(FileStream file)
    {
        _announced = ClosingLength(file);
        _content = new GZipStream(file, CompressionMode.Decompress);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException("A compressed stream does not know its length.");

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException("A compressed stream is read from front to back.");
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var got = _content.Read(buffer);
        _read += got;
        return got > 0 || buffer.IsEmpty || _read >= _announced
            ? got
            : throw new InvalidDataException($"{_announced} bytes of content were announced, {_read} came.");
    }

    public override void Flush() => _content.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A compressed stream is read from front to back.");

    public override void SetLength(long value) => throw new NotSupportedException("This stream is read only.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("This stream is read only.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
        }

        base.Dispose(disposing);
    }

    private static uint ClosingLength(FileStream file)
    {
        var last = new byte[sizeof(uint)];
        file.Position = Math.Max(0, file.Length - last.Length);
        file.ReadAtLeast(last, last.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return BinaryPrimitives.ReadUInt32LittleEndian(last);
    }
}
