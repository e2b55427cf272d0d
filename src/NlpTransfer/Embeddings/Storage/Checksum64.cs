using System.Numerics;
using System.Runtime.InteropServices;

namespace NlpTransfer.Embeddings;

/// <summary>
/// A 64-bit checksum against damage (not against malice), four lanes wide so that it runs at memory speed.
/// Part of the <c>.vectors</c> format.
/// </summary>
internal sealed class Checksum64
{
    private const ulong Prime = 0x9E3779B185EBCA87;
    private const int BlockBytes = 32;

    private readonly byte[] _pending = new byte[BlockBytes];
    private int _pendingBytes;
    private ulong _a = 1, _b = 2, _c = 3, _d = 4, _length;

    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        var checksum = new Checksum64();
        checksum.Append(bytes);
        return checksum.Value;
    }

    public ulong Value
    {
        get
        {
            var last = new byte[BlockBytes];
            _pending.AsSpan(0, _pendingBytes).CopyTo(last);
            var copy = (Checksum64)MemberwiseClone();
            copy.Blocks(last);
            return Step(Step(copy._a, copy._b), Step(Step(copy._c, copy._d), _length));
        }
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _length += (ulong)bytes.Length;
        if (_pendingBytes > 0)
        {
            var taken = Math.Min(BlockBytes - _pendingBytes, bytes.Length);
            bytes[..taken].CopyTo(_pending.AsSpan(_pendingBytes));
            _pendingBytes += taken;
            bytes = bytes[taken..];
            if (_pendingBytes < BlockBytes)
            {
                return;
            }

            Blocks(_pending);
        }

        var whole = bytes.Length / BlockBytes * BlockBytes;
        Blocks(bytes[..whole]);
        _pendingBytes = bytes.Length - whole;
        bytes[whole..].CopyTo(_pending);
    }

    private static ulong Step(ulong state, ulong value) =>
        BitOperations.RotateLeft((state ^ value) * Prime, 29);

    private void Blocks(ReadOnlySpan<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        for (var i = 0; i + 3 < words.Length; i += 4)
        {
            _a = Step(_a, words[i]);
            _b = Step(_b, words[i + 1]);
            _c = Step(_c, words[i + 2]);
            _d = Step(_d, words[i + 3]);
        }
    }
}
