namespace NlpTransfer.Embeddings;

/// <summary>Keeps the k best of the rows that pass by.</summary>
internal sealed class BestRows(int k, IReadOnlyCollection<int> without)
{
    private readonly PriorityQueue<int, float> _best = new();
    private float _least = float.NegativeInfinity;

    public List<(float Score, int Row)> Rows => [.. _best.UnorderedItems.Select(item => (item.Priority, item.Element))];

    /// <summary>Looks at the scores of consecutive rows.</summary>
    public void Offer(ReadOnlySpan<float> scores, int firstRow)
    {
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] > _least && !without.Contains(firstRow + i))
            {
                Take(firstRow + i, scores[i]);
            }
        }
    }

    private void Take(int row, float score)
    {
        if (_best.Count < k)
        {
            _best.Enqueue(row, score);
        }
        else
        {
            _best.EnqueueDequeue(row, score);
        }

        if (_best.Count == k)
        {
            _best.TryPeek(out _, out _least);
        }
    }
}
