"""The guest lab's cases, by what they need: the array alone, or a formed pair."""
