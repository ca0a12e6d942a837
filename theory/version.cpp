namespace loranoise::theory {}
