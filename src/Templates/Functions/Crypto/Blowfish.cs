namespace Coffer.Templates.Functions.Crypto;

/// <summary>The cipher Blowfish with the expensive key schedule that bcrypt is made of.</summary>
internal sealed class Blowfish
{
    private const int Rounds = 16;
    private readonly uint[] _keys = [.. BlowfishConstants.Words.Take(BlowfishConstants.KeyWords)];
    private readonly uint[] _boxes = [.. BlowfishConstants.Words.Skip(BlowfishConstants.KeyWords)];

    /// <summary>Mixes a key into the state, and a salt if there is one.</summary>
    /// <param name="key">Not empty; repeated as often as needed.</param>
    /// <param name="salt">16 bytes, or none.</param>
    public void Expand(ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt)
    {
        var next = 0;
        for (var index = 0; index < _keys.Length; index++)
        {
            _keys[index] ^= NextWord(key, ref next);
        }

        next = 0;
        var block = (Left: 0u, Right: 0u);
        block = Refill(_keys, salt, ref next, block);
        Refill(_boxes, salt, ref next, block);
    }

    public (uint Left, uint Right) Encrypt(uint left, uint right)
    {
        for (var round = 0; round < Rounds; round += 2)
        {
            left ^= _keys[round];
            right ^= Mix(left);
            right ^= _keys[round + 1];
            left ^= Mix(right);
        }

        return (right ^ _keys[Rounds + 1], left ^ _keys[Rounds]);
    }

    /// <summary>Four bytes of a text that begins anew at its end, as a number.</summary>
    public static uint NextWord(ReadOnlySpan<byte> bytes, ref int next)
    {
        var word = 0u;
        for (var count = 0; count < sizeof(uint); count++)
        {
            word = (word << 8) | bytes[next];
            next = (next + 1) % bytes.Length;
        }

        return word;
    }

    private (uint Left, uint Right) Refill(uint[] words, ReadOnlySpan<byte> salt, ref int next, (uint Left, uint Right) block)
    {
        for (var index = 0; index < words.Length; index += 2)
        {
            if (!salt.IsEmpty)
            {
                block.Left ^= NextWord(salt, ref next);
                block.Right ^= NextWord(salt, ref next);
            }

            block = Encrypt(block.Left, block.Right);
            (words[index], words[index + 1]) = block;
        }

        return block;
    }

    private uint Mix(uint half) => unchecked(
        ((_boxes[half >> 24] + _boxes[256 + ((half >> 16) & 255)]) ^ _boxes[512 + ((half >> 8) & 255)]) + _boxes[768 + (half & 255)]);
}
